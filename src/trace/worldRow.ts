import { activeTreatments } from "../scenario/activeTreatments.ts";
import { WAD } from "../units.ts";
import { startPrices } from "../world/poolPositions.ts";
import type { TraceContext } from "./context.ts";
import { forkFacts } from "./forkRow.ts";
import { priceText } from "./format.ts";
import type { WorldRow } from "./row.ts";

/** The first row of a trace: what was deployed, and where. */
export function worldRow({ world, venues, decimalsOf }: TraceContext, version: string): WorldRow {
  const { scenario, deployment, seed } = world;
  const prices = startPrices(scenario.assets);
  const tokenOf = (symbol: string) => deployment.tokens[symbol] ?? "";
  return {
    kind: "world",
    scenario: scenario.name,
    seed,
    version,
    preset: scenario.lending.preset,
    blockSeconds: scenario.chain.blockSeconds,
    assets: Object.entries(scenario.assets).map(([symbol, asset]) => {
      const reserve = venues.lending.reserve(symbol);
      const oracle =
        reserve === undefined ? (prices.get(symbol) ?? 0n) : (reserve.price * WAD) / venues.lending.baseUnit;
      const row = {
        symbol,
        address: tokenOf(symbol),
        decimals: decimalsOf(symbol),
        feed: deployment.feeds[symbol] ?? "",
        priceUsd: priceText(oracle),
      };
      return asset.staked === undefined ? row : { ...row, over: asset.staked.over };
    }),
    pools: deployment.ammPools.map(({ address, base, quote, fee, baseIsToken0 }) => ({
      name: `${base}/${quote}`,
      address,
      token0: baseIsToken0 ? base : quote,
      token1: baseIsToken0 ? quote : base,
      fee,
    })),
    venues: {
      lending: deployment.lendingPool,
      amm: deployment.swapRouter,
      outside: deployment.externalMarket,
      ...(deployment.perps === undefined ? {} : { perps: deployment.perps.exchange }),
    },
    ...perpsOf(world),
    ...vaultsOf(world),
    channels: scenario.channels,
    ...controlsOf(world),
    ...(world.fork === undefined ? {} : { fork: forkFacts(world.fork) }),
  };
}

function controlsOf({ scenario }: TraceContext["world"]): Pick<WorldRow, "controls"> {
  return scenario.treatments === undefined ? {} : { controls: activeTreatments(scenario.treatments) };
}

function perpsOf({ scenario, deployment }: TraceContext["world"]): Pick<WorldRow, "perps"> {
  if (scenario.perps === undefined || deployment.perps === undefined) return {};
  const markets = Object.fromEntries(deployment.perps.markets.map(({ name, asset }) => [name, asset]));
  return { perps: { preset: scenario.perps.preset, quote: deployment.perps.quote, markets } };
}

function vaultsOf({ scenario, deployment }: TraceContext["world"]): Pick<WorldRow, "vaults"> {
  if (deployment.vaults.length === 0) return {};
  const vaults = deployment.vaults.map(({ symbol, kind, asset }) => {
    const oracle = scenario.assets[symbol]?.vault?.oracle.mode ?? "";
    return [symbol, { kind, asset, oracle }] as const;
  });
  return { vaults: Object.fromEntries(vaults) };
}
