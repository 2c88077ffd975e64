import { WAD } from "../units.ts";
import { type LiquidationQuote, quoteLiquidation } from "../venues/liquidationQuote.ts";
import type { View } from "./agent.ts";
import type { CollateralMarket, CollateralSale } from "./collateralMarket.ts";
import { gasCostUsd } from "./gasCost.ts";

/** A liquidation with the sale of what it seizes; `profitUsd` [wad] is after loan fee and base-fee gas, before a bid. */
export interface LiquidationPlan {
  quote: LiquidationQuote;
  sale: CollateralSale;
  profitUsd: bigint;
}

export interface PlanTerms {
  /** Share of the repaid amount that a flash loan costs, [wad]; 0 with own capital. */
  loanFee: bigint;
  gas: bigint;
  /** Most debt repaid in one call, USD [wad]. */
  maxCallUsd: bigint | undefined;
  /** Most debt repaid, in the debt asset's smallest unit; own capital. */
  capitalOf?: (symbol: string) => bigint;
  /** Most debt repaid, in the debt asset's smallest unit, for what a throttle lets be seized. */
  mostRepaid?: bigint | undefined;
}

/** Sizes tried, as halvings of the largest allowed: the best of them is taken. */
const HALVINGS = 5;

/**
 * The most profitable of a few sizes of one position's liquidation, up to the `full` one, with the proceeds quoted on
 * `market` as it stands after what is planned already. Undefined when no size can be done.
 */
export function planLiquidation(
  view: View,
  market: CollateralMarket,
  full: LiquidationQuote,
  terms: PlanTerms,
): LiquidationPlan | undefined {
  // Once the pools have fallen so far that not even their present price pays, no size does.
  const [from, to] = [full.collateral.symbol, full.debt.symbol];
  const ceiling = market.mostFor(from, to, full.seized);
  if (ceiling < full.repaid + (full.repaid * terms.loanFee) / WAD) return undefined;
  const sellable = (full.repaid * market.mostOf(from, to, full.seized)) / full.seized;
  const most = [
    full.repaid,
    sellable,
    capOf(view, full, terms.maxCallUsd),
    terms.capitalOf?.(full.debt.symbol) ?? full.repaid,
    terms.mostRepaid ?? full.repaid,
  ];
  const limit = most.reduce((a, b) => (a < b ? a : b));

  let best: LiquidationPlan | undefined;
  for (let halving = 0; halving <= HALVINGS; halving++) {
    const wanted = limit >> BigInt(halving);
    const part = () => quoteLiquidation(view.lending, full.position, wanted, "in force", (debt) => debt === full.debt);
    const quote = wanted === full.repaid ? full : wanted > 0n ? part() : undefined;
    if (quote === undefined || quote.collateral.cash < quote.seized) continue;
    // Only who borrows what it repays needs the reserve to have it.
    if (terms.capitalOf === undefined && quote.debt.cash < quote.repaid) continue;
    const sale = market.sell(from, to, quote.seized);
    if (sale === undefined) continue;
    const loanFee = (quote.repaid * terms.loanFee) / WAD;
    const gain = toUsd(view, quote.debt.symbol, sale.amountOut - quote.repaid - loanFee, quote.debt.unit);
    const profitUsd = gain - gasCostUsd(view, terms.gas);
    if (best === undefined || profitUsd > best.profitUsd) best = { quote, sale, profitUsd };
    else break;
  }
  return best;
}

/** USD [wad] of an amount in smallest units at the reference price; of a share, which has none, at net asset value. */
export function toUsd(view: View, symbol: string, amount: bigint, unit: bigint): bigint {
  const nav = view.vaults?.now.shares.get(symbol)?.nav ?? 0n;
  return (amount * (view.reference.get(symbol) ?? (nav * WAD) / view.lending.baseUnit)) / unit;
}

function capOf(view: View, quote: LiquidationQuote, maxCallUsd: bigint | undefined): bigint {
  const price = view.reference.get(quote.debt.symbol) ?? 0n;
  return maxCallUsd === undefined || price === 0n ? quote.repaid : (maxCallUsd * quote.debt.unit) / price;
}
