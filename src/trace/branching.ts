import type { OutsidePrice } from "../market/outsideMarket.ts";
import { logImpactPerQuote } from "../model/poolDepth.ts";
import { lnWad } from "../model/transcendental.ts";
import { formatDecimal, RAY, WAD } from "../units.ts";
import type { TraceContext } from "./context.ts";
import { plannedSalesUsd } from "./plannedSales.ts";

const FALL = WAD / 100n;
const LOG_FALL = -lnWad(WAD - FALL);
const DIGITS = 6;

/**
 * ρ·κ now, for the asset it is largest for: USD that liquidations and vaults would sell per unit of log price over the
 * next 1 % of fall, times the log impact of a dollar at the price the oracle follows. Null where a sale moves no
 * price that the oracle follows.
 */
export function branchingRatio(context: TraceContext, outside: ReadonlyMap<string, OutsidePrice>): number | null {
  let largest: bigint | null = null;
  for (const symbol of Object.keys(context.world.scenario.assets)) {
    const impact = impactPerUsd(context, symbol, outside);
    if (impact === 0n) continue;
    const ratio = (((plannedSalesUsd(context, symbol, FALL, outside) * WAD) / LOG_FALL) * impact) / RAY;
    if (largest === null || ratio > largest) largest = ratio;
  }
  return largest === null ? null : Number(formatDecimal(largest, 18, DIGITS));
}

/** κ as a ray: log impact of a dollar sold, at the price that the asset's oracle follows. */
function impactPerUsd(context: TraceContext, symbol: string, outside: ReadonlyMap<string, OutsidePrice>): bigint {
  const { assets, market } = context.world.scenario;
  const asset = assets[symbol];
  const pool = asset?.quote === undefined ? undefined : context.venues.amm.poolOf(symbol, asset.quote);
  if (asset === undefined || asset.staked !== undefined) return 0n;

  const quoteUsd = outside.get(asset.quote ?? "")?.reference ?? WAD;
  const ofPool =
    pool === undefined || pool.state.liquidity === 0n ? 0n : (logImpactPerQuote(pool.state, pool) * WAD) / quoteUsd;
  const depth = market.coupling === "on" ? market.depthUsdPerLog[symbol] : undefined;
  // The pool's depth L and the outside depth D are joined by arbitrage: κ = 1 / (D + L).
  const poolDepth = ofPool === 0n ? 0n : (RAY * WAD) / ofPool;
  const ofReference = depth === undefined ? 0n : (RAY * WAD) / (depth + poolDepth);
  const { follows } = asset.feed;
  if (follows === "reference") return ofReference;
  if (follows === "pool") return ofPool;
  return (ofPool * follows.poolWeight + ofReference * (WAD - follows.poolWeight)) / WAD;
}
