import { priceFromSqrtPrice } from "../model/marketPrice.ts";
import type { BlockRecord } from "../run/recorder.ts";
import { WAD } from "../units.ts";
import type { Position } from "../venues/lendingBook.ts";
import { topicAddress, wordAt } from "../venues/words.ts";
import type { Log, Receipt } from "../world/transaction.ts";
import { referenceUsd, type TraceContext } from "./context.ts";
import { healthText, priceText, usdText } from "./format.ts";
import { sqrtPriceAfter, swapAmounts } from "./swapLog.ts";

/** A transaction of the run that reverted. */
export function writeFailed(context: TraceContext, record: BlockRecord, receipt: Receipt): void {
  const queued = record.sent.get(receipt.hash);
  const [agent, action] = [queued?.agent ?? "unknown", queued?.intent.action ?? "unknown"];
  context.write({
    kind: "failed",
    block: record.block,
    transaction: receipt.hash,
    agent,
    action,
    gasUsed: receipt.gasUsed.toString(),
  });
}

/** A feed's new answer, in the base currency; its price is cut to eight digits. */
export function writePrint(
  context: TraceContext,
  record: BlockRecord,
  receipt: Receipt,
  { symbol, printed, round }: { symbol: string; printed: bigint; round: bigint },
): void {
  const wad = (printed * WAD) / context.venues.lending.baseUnit;
  context.write({
    kind: "oracle",
    block: record.block,
    transaction: receipt.hash,
    asset: symbol,
    price: `${wad / WAD}.${(wad % WAD).toString().padStart(18, "0").slice(0, 8)}`,
    round: Number(round),
  });
}

/** A swap on one of the AMM's pools. */
export function writeSwap(context: TraceContext, record: BlockRecord, receipt: Receipt, log: Log): void {
  const pool = context.venues.amm.pools.find((candidate) => candidate.address === log.address);
  if (pool === undefined) return;
  const [amount0, amount1] = swapAmounts(log);
  const queued = record.sent.get(receipt.hash);
  context.write({
    kind: "swap",
    block: record.block,
    transaction: receipt.hash,
    pool: `${pool.base}/${pool.quote}`,
    trader: queued?.agent ?? "unknown",
    flow: queued?.intent.action ?? "unknown",
    amount0: amount0.toString(),
    amount1: amount1.toString(),
    price: priceText(priceFromSqrtPrice(sqrtPriceAfter(receipt, log), pool)),
  });
}

/** A trade with the outside world. */
export function writeTrade(context: TraceContext, record: BlockRecord, receipt: Receipt, log: Log): void {
  context.write({
    kind: "external",
    block: record.block,
    transaction: receipt.hash,
    trader: record.sent.get(receipt.hash)?.agent ?? "unknown",
    sold: context.symbolOf(topicAddress(log.topics[2])),
    bought: context.symbolOf(topicAddress(log.topics[3])),
    amountSold: wordAt(log.data, 0).toString(),
    amountBought: wordAt(log.data, 1).toString(),
    valueUsd: usdText(wordAt(log.data, 2)),
  });
}

/** Debt that the pool wrote off. */
export function writeDeficit(context: TraceContext, record: BlockRecord, receipt: Receipt, log: Log): void {
  const debtAsset = context.symbolOf(topicAddress(log.topics[2]));
  const amount = wordAt(log.data, 0);
  context.write({
    kind: "deficit",
    block: record.block,
    transaction: receipt.hash,
    venue: "lending",
    account: topicAddress(log.topics[1]),
    debtAsset,
    amount: amount.toString(),
    amountUsd: usdText(referenceUsd(context, record.outside, debtAsset, amount)),
  });
}

/** A holder's own defence: what it repaid and what collateral it gave up for that, at oracle prices. */
export function writeDefence(
  context: TraceContext,
  record: BlockRecord,
  receipt: Receipt,
  before: Position,
  after: Position,
  prices: readonly bigint[],
): void {
  const action = record.sent.get(receipt.hash)?.intent.action;
  if (action !== "deleverage" && action !== "repay") return;
  const { lending } = context.venues;
  const [was, is] = [lending.balances(before), lending.balances(after)];
  const fallen = (side: "supplied" | "owed") =>
    lending.reserves.reduce((sum, reserve, i) => {
      const fall = (was[side][i] ?? 0n) - (is[side][i] ?? 0n);
      return fall > 0n ? sum + (fall * (prices[i] ?? 0n) * WAD) / (reserve.unit * lending.baseUnit) : sum;
    }, 0n);
  context.write({
    kind: "defence",
    block: record.block,
    transaction: receipt.hash,
    account: before.account,
    group: before.group,
    action,
    repaidUsd: usdText(fallen("owed")),
    soldUsd: usdText(fallen("supplied")),
    healthFactorBefore: healthText(lending.accountData(before, prices).healthFactor),
    healthFactorAfter: healthText(lending.accountData(after, prices).healthFactor),
  });
}
