import { rescale } from "../units.ts";
import { encode, GAS } from "./encode.ts";
import { startPrices } from "./poolPositions.ts";
import { repriceCalls } from "./repriceCalls.ts";
import type { SetupClock } from "./setupClock.ts";
import type { Call } from "./transaction.ts";
import type { World } from "./world.ts";

/** The last block before the run: fresh prints on every feed, posted prices outside, every pool at its price. */
export async function settleStart(world: World, clock: SetupClock): Promise<void> {
  const { scenario, deployment, transactor } = world;
  const prices = startPrices(scenario.assets);
  const { lab, oracleNode } = deployment.roles;
  const symbols = Object.keys(scenario.assets);
  const posted = [
    symbols.map((symbol) => deployment.tokens[symbol]),
    symbols.map((symbol) => prices.get(symbol) ?? 0n),
  ];
  const decimals = scenario.lending.baseCurrencyDecimals;

  const calls: Call[] = [{ from: lab, to: deployment.externalMarket, data: encode("post", posted), gas: GAS.post }];
  for (const [symbol, asset] of Object.entries(scenario.assets)) {
    if (asset.priceUsd === undefined) continue;
    const answer = rescale(asset.priceUsd, 18, decimals);
    calls.push({
      from: oracleNode,
      to: deployment.feeds[symbol] ?? "",
      data: encode("transmit", [answer]),
      gas: GAS.transmit,
    });
  }
  calls.push(...repriceCalls(world, deployment.ammPools, prices));
  world.setup.push(...(await clock.finish(transactor, calls)));
}
