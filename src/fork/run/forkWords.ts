import { groupDigits } from "../../../web/format.js";
import type { VenueAddresses } from "../addresses/venueAddresses.ts";
import type { Fork } from "../chain/fork.ts";
import type { ForkShock } from "./forkScenario.ts";

/** How a forked run is called and what it asks, where no scenario's file says. */
export function forkWords({ protocol, chain }: VenueAddresses, { block }: Fork, shocks: readonly ForkShock[]) {
  const moves = shocks.map(({ asset, change }) => `${asset} moves by ${change.replace("%", " %")}`).join(" and ");
  const where = `${protocol} on ${chain} at block ${groupDigits(String(block.number))}`;
  return {
    name: `fork-${protocol}-${block.number}`,
    question: `What happens to ${where} when ${moves === "" ? "nothing moves" : moves}?`,
    about: `Terms, prices and pools as the chain had them at block ${block.number} (${block.hash}).`,
  };
}
