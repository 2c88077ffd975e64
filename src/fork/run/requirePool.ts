import { badInput } from "../../errors.ts";
import type { VenueAddresses } from "../addresses/venueAddresses.ts";
import type { Fork } from "../chain/fork.ts";

/** Refuses a lending pool that is not there at the fork's block. `NO_CONTRACT`. */
export async function requirePool(fork: Fork, { lendingPool, protocol, chain }: VenueAddresses): Promise<void> {
  const code = await fork.unobserved(() => fork.chain.request<string>("eth_getCode", [lendingPool, "latest"]));
  if (code !== "0x") return;
  const where = fork.source === "state" ? "in the recorded state" : `at block ${fork.block.number}`;
  throw badInput("NO_CONTRACT", `The lending pool of ${protocol} on ${chain}, ${lendingPool}, is not ${where}.`, {
    place: "--protocol",
    hint:
      fork.source === "state"
        ? "The state is of another protocol or chain: name it with --protocol, --pool or --chain-id, or record one."
        : "Fork at a later block, or name another pool with --protocol or --pool.",
  });
}
