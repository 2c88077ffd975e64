import type { BlockRecord } from "../run/recorder.ts";
import { formatDecimal, WAD } from "../units.ts";
import { branchingRatio } from "./branching.ts";
import { oraclePricesFrom, type TraceContext } from "./context.ts";
import { priceText, usdText } from "./format.ts";
import type { BlockRow, PriceRow } from "./row.ts";
import type { ShareMoments } from "./shareMoments.ts";
import { sharePriceRow } from "./sharePriceRow.ts";

/** A block as it stands after it was mined and read. */
export function blockRow(context: TraceContext, record: BlockRecord, shares?: ShareMoments): BlockRow {
  const { mined, outside, flowUsd, block } = record;
  const { lending, amm } = context.venues;
  const counterfactual = oraclePricesFrom(context, record.counterfactual);
  const prices: Record<string, PriceRow> = {};

  for (const [symbol, asset] of Object.entries(context.world.scenario.assets)) {
    if (shares !== undefined && asset.vault !== undefined) {
      prices[symbol] = sharePriceRow(context, record, shares, symbol);
      continue;
    }
    const price = outside.get(symbol);
    const index = lending.reserves.findIndex((reserve) => reserve.symbol === symbol);
    const inUsd = (base: bigint | undefined) => priceText(((base ?? 0n) * WAD) / lending.baseUnit);
    const quote = asset.quote ?? asset.staked?.over;
    const pool = quote === undefined ? undefined : amm.poolOf(symbol, quote);
    const quoteUsd = outside.get(quote ?? "")?.reference ?? WAD;
    prices[symbol] = {
      exogenous: priceText(price?.exogenous ?? 0n),
      reference: priceText(price?.reference ?? 0n),
      oracle: index < 0 ? priceText(price?.reference ?? 0n) : inUsd(lending.prices[index]),
      counterfactual: index < 0 ? priceText(price?.exogenous ?? 0n) : inUsd(counterfactual[index]),
      pool: pool === undefined ? null : priceText((amm.priceOf(pool) * quoteUsd) / WAD),
    };
  }
  return {
    kind: "block",
    block,
    number: mined.number,
    time: mined.time,
    transactions: mined.receipts.length,
    failed: mined.receipts.filter((receipt) => !receipt.succeeded).length,
    gasUsed: mined.gasUsed.toString(),
    baseFeeGwei: formatDecimal(mined.baseFee, 9),
    prices,
    flowUsd: Object.fromEntries([...flowUsd].map(([symbol, usd]) => [symbol, usdText(usd)])),
    branchingRatio: branchingRatio(context, outside),
  };
}
