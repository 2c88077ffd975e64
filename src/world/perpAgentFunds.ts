import type { AgentConfig } from "../scenario/schema.ts";
import { WAD } from "../units.ts";
import { Openings } from "./openings.ts";
import { PerpOpenings } from "./perpOpenings.ts";
import { startPrices } from "./poolPositions.ts";
import type { Call } from "./transaction.ts";
import type { World } from "./world.ts";

type PerpAgentConfig = Extract<AgentConfig, { kind: "perpKeeper" | "adlKeeper" | "skewArbitrageur" }>;

/**
 * What an agent of the perpetual exchange starts with. A skew arbitrageur has a third of its capital as margin and a
 * third each in the quote and in the market's asset; a keeper has money for what the exchange seized, on its `first`
 * account.
 */
export function fundPerpAgent(world: World, account: string, config: PerpAgentConfig, first: boolean): Call[] {
  const { scenario, deployment } = world;
  const { perps } = scenario;
  if (perps === undefined || deployment.perps === undefined) return [];
  const { quote, exchange, collaterals } = deployment.perps;
  const openings = new Openings(scenario, deployment);
  const prices = startPrices(scenario.assets);

  switch (config.kind) {
    case "adlKeeper":
      return [];
    case "perpKeeper": {
      if (!first || config.capitalUsd === 0n) return [];
      const spenders = [deployment.swapRouter, deployment.externalMarket];
      return [
        give(quote, config.capitalUsd),
        openings.approve(quote, account, exchange),
        ...withAssets(collaterals).flatMap((symbol) =>
          spenders.map((spender) => openings.approve(symbol, account, spender)),
        ),
      ];
    }
    case "skewArbitrageur": {
      const asset = perps.markets[config.market]?.asset ?? "";
      const third = config.capitalUsd / 3n;
      const margin = new PerpOpenings(scenario, deployment, deployment.perps, perps).deposit(quote, account, third);
      const stock = [quote, asset].flatMap((symbol) => [
        give(symbol, third),
        openings.approve(symbol, account, deployment.externalMarket),
      ]);
      return [...margin, ...stock];
    }
  }

  /** Tokens, and what those of them that are shares are redeemed for. */
  function withAssets(symbols: readonly string[]): string[] {
    const all = new Set(symbols);
    for (const symbol of all) {
      const under = scenario.assets[symbol]?.vault?.asset;
      if (under !== undefined) all.add(under);
    }
    return [...all];
  }

  function give(symbol: string, usd: bigint): Call {
    return openings.mint(symbol, account, openings.units(symbol, (usd * WAD) / (prices.get(symbol) ?? WAD)));
  }
}
