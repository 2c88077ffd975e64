import type { OutsidePrice } from "../market/outsideMarket.ts";
import { logImpactPerQuote } from "../model/poolDepth.ts";
import { lnWad } from "../model/transcendental.ts";
import { formatDecimal, RAY, WAD } from "../units.ts";
import { quoteLiquidation } from "../venues/liquidationQuote.ts";
import type { TraceContext } from "./context.ts";

const FALL = WAD / 100n;
const LOG_FALL = -lnWad(WAD - FALL);
const DIGITS = 6;

/**
 * ρ·κ now, for the asset it is largest for: USD of collateral that liquidations would sell per unit of log price over
 * the next 1 % of fall, times the log impact of a dollar at the price the oracle follows. Null where a sale moves no
 * price that the oracle follows.
 */
export function branchingRatio(context: TraceContext, outside: ReadonlyMap<string, OutsidePrice>): number | null {
  let largest: bigint | null = null;
  for (const symbol of Object.keys(context.world.scenario.assets)) {
    const impact = impactPerUsd(context, symbol, outside);
    if (impact === 0n) continue;
    const ratio = (((plannedSaleUsd(context, symbol, outside) * WAD) / LOG_FALL) * impact) / RAY;
    if (largest === null || ratio > largest) largest = ratio;
  }
  return largest === null ? null : Number(formatDecimal(largest, 18, DIGITS));
}

/** USD [wad] of collateral that would be sold if `symbol`, and what is staked over it, fell by another 1 %. */
function plannedSaleUsd(context: TraceContext, symbol: string, outside: ReadonlyMap<string, OutsidePrice>): bigint {
  const { lending } = context.venues;
  const { assets } = context.world.scenario;
  const standing = lending.prices;
  const moves = lending.reserves.map(
    (reserve) => reserve.symbol === symbol || assets[reserve.symbol]?.staked?.over === symbol,
  );
  const lower = standing.map((price, i) => (moves[i] ? (price * (WAD - FALL)) / WAD : price));
  const newlyUnhealthy = lending
    .below(WAD, lower)
    .filter((position) => lending.accountData(position, standing).healthFactor >= WAD);

  let sold = 0n;
  lending.prices = lower;
  for (const position of newlyUnhealthy) {
    const quote = quoteLiquidation(lending, position);
    if (quote === undefined || !moves[lending.reserves.indexOf(quote.collateral)]) continue;
    const sale = context.venues.amm.sell(quote.collateral.symbol, quote.debt.symbol, quote.seized);
    const premium = (quote.repaid * context.world.scenario.lending.flashLoanPremium) / WAD;
    if (!sale.complete || sale.amountOut <= quote.repaid + premium) continue;
    sold += (quote.seized * (outside.get(quote.collateral.symbol)?.reference ?? 0n)) / quote.collateral.unit;
  }
  lending.prices = standing;
  return sold;
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
