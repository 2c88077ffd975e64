import { id } from "ethers";
import type { Intent } from "../agents/agent.ts";
import { TIPS } from "../agents/tips.ts";
import type { VaultBook } from "../venues/vaultBook.ts";
import type { World } from "../world/world.ts";

const POKE = id("poke()").slice(0, 10);
const GAS = 700_000;

/**
 * The lab's own transactions that keep feeds of mean share prices fed: each takes the rate at the beginning of every
 * block, which then counts until the next. Whoever reads such a feed on a chain would keep it so.
 */
export function rateKeeper({ deployment }: World, vaults: VaultBook | undefined): Intent[] {
  return (vaults?.vaults ?? []).flatMap(({ info, feed, alternatives }) =>
    [feed, ...alternatives]
      .filter(({ oracle }) => oracle.mode === "navTwap")
      .map(({ address }) => ({
        from: deployment.roles.lab,
        to: address,
        data: POKE,
        gas: GAS,
        tip: TIPS.lab,
        action: "poke",
        subject: info.symbol,
      })),
  );
}
