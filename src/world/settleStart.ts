import { encode, GAS } from "./encode.ts";
import { pokeCalls } from "./pokeCalls.ts";
import { startPrices } from "./poolPositions.ts";
import { printCalls } from "./printCalls.ts";
import { restorePools } from "./restorePools.ts";
import type { SetupClock } from "./setupClock.ts";
import type { Call } from "./transaction.ts";
import type { World } from "./world.ts";

/** The last block before the run: fresh prints on every feed, posted prices outside, every pool at its price. */
export async function settleStart(world: World, clock: SetupClock): Promise<void> {
  const { scenario, deployment, transactor } = world;
  const prices = startPrices(scenario.assets);
  const { lab } = deployment.roles;
  const symbols = Object.keys(scenario.assets);
  const posted = [
    symbols.map((symbol) => deployment.tokens[symbol]),
    symbols.map((symbol) => prices.get(symbol) ?? 0n),
  ];
  const calls: Call[] = [{ from: lab, to: deployment.externalMarket, data: encode("post", posted), gas: GAS.post }];
  calls.push(...printCalls(world));
  calls.push(...restorePools(world, deployment.ammPools));
  calls.push(...pokeCalls(world));
  world.setup.push(...(await clock.finish(transactor, calls)));
}
