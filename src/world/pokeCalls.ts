import { id } from "ethers";
import type { ShareOracle } from "../scenario/vaultSchema.ts";
import type { Call } from "./transaction.ts";
import type { World } from "./world.ts";

const POKE = id("poke()").slice(0, 10);
const GAS = 700_000;

/** Shows the present share price to every feed that means over a window: it knows none that it was not shown. */
export function pokeCalls({ scenario, deployment }: World): Call[] {
  const { collateral } = scenario.channels;
  return deployment.vaults.flatMap(({ symbol, feed, laterFeeds }) => {
    const own = scenario.assets[symbol]?.vault?.oracle;
    const later = Object.entries(laterFeeds).map(([change, at]) => [oracleOf(Number(change)), at] as const);
    const feeds = [...(collateral && own !== undefined ? [[own, feed] as const] : []), ...later];
    return feeds
      .filter(([oracle]) => oracle?.mode === "navTwap")
      .map(([, to]) => ({ from: deployment.roles.lab, to, data: POKE, gas: GAS }));
  });

  function oracleOf(change: number): ShareOracle | undefined {
    const found = scenario.changes[change];
    return found?.kind === "shareOracle" ? found.oracle : undefined;
  }
}
