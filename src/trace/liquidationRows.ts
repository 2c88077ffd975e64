import type { BlockRecord } from "../run/recorder.ts";
import { WAD } from "../units.ts";
import type { Position } from "../venues/lendingBook.ts";
import { topicAddress, wordAt } from "../venues/words.ts";
import type { Log, Receipt } from "../world/transaction.ts";
import type { TraceContext } from "./context.ts";
import { TOPICS } from "./events.ts";
import { healthText, priceText, usdText } from "./format.ts";
import type { OracleMoments } from "./oracleMoments.ts";
import type { OracleState, Rounds } from "./rounds.ts";
import { channelOf } from "./views.ts";

/** A liquidation seen in a receipt, waiting for what the rest of the receipt says about it. */
export interface SeenLiquidation {
  log: Log;
  before: Position;
}

export interface LiquidationFacts {
  record: BlockRecord;
  receipt: Receipt;
  place: number;
  /** What the oracles showed when the transaction ran, and what they would have shown. */
  moments: Pick<OracleMoments, "prices" | "views" | "referenceUsd">;
  after: Position | undefined;
}

/** Writes one liquidation: what was taken, at which prices, for whose profit, and whether it was transmitted. */
export function writeLiquidation(
  context: TraceContext,
  rounds: Rounds,
  { log, before }: SeenLiquidation,
  facts: LiquidationFacts,
): void {
  const { record, receipt, place, after } = facts;
  const { prices, views } = facts.moments;
  const { lending } = context.venues;
  const collateralAsset = context.symbolOf(topicAddress(log.topics[1]));
  const debtAsset = context.symbolOf(topicAddress(log.topics[2]));
  const [debtRepaid, collateralSeized] = [wordAt(log.data, 0), wordAt(log.data, 1)];
  const priceOf = (symbol: string) => prices[lending.reserves.findIndex((reserve) => reserve.symbol === symbol)] ?? 0n;
  const oracleUsd = (symbol: string, amount: bigint) =>
    (amount * priceOf(symbol) * WAD) / (10n ** BigInt(context.decimalsOf(symbol)) * lending.baseUnit);
  const usd = (symbol: string, amount: bigint) => facts.moments.referenceUsd(record, symbol, amount);

  const sale = soldIn(receipt);
  const proceeds = sale === undefined ? null : usd(debtAsset, sale.proceeds);
  const profit =
    sale === undefined
      ? usd(collateralAsset, collateralSeized) - usd(debtAsset, debtRepaid)
      : usd(debtAsset, sale.profit);
  const gasCost = receipt.gasUsed * receipt.gasPrice;
  const isBelow = ({ reserves, interest }: OracleState) =>
    lending.accountData(before, reserves, interest).healthFactor < WAD;
  const { direct, round } = rounds.sale(place, isBelow, views.counterfactual);
  const queued = record.sent.get(receipt.hash);

  context.write({
    kind: "liquidation",
    block: record.block,
    transaction: receipt.hash,
    venue: "lending",
    account: before.account,
    group: before.group,
    liquidator: receipt.from,
    agent: queued?.agent ?? "unknown",
    debtAsset,
    collateralAsset,
    debtRepaid: debtRepaid.toString(),
    collateralSeized: collateralSeized.toString(),
    debtRepaidUsd: usdText(oracleUsd(debtAsset, debtRepaid)),
    collateralUsd: usdText(oracleUsd(collateralAsset, collateralSeized)),
    debtPrice: priceText((priceOf(debtAsset) * WAD) / lending.baseUnit),
    collateralPrice: priceText((priceOf(collateralAsset) * WAD) / lending.baseUnit),
    healthFactorBefore: healthText(lending.accountData(before, prices).healthFactor),
    healthFactorAfter: healthText(after === undefined ? 0n : lending.accountData(after, prices).healthFactor),
    proceedsUsd: proceeds === null ? null : usdText(proceeds),
    profitUsd: usdText(profit),
    gasUsed: receipt.gasUsed.toString(),
    gasUsd: usdText((gasCost * etherUsd(context, record)) / WAD),
    direct,
    round,
    channel: direct ? null : channelOf(isBelow, views, "liquidity"),
  });
}

/** What a flash liquidator says it sold the collateral for, shares redeemed first; undefined for one that keeps it. */
function soldIn({ logs }: Receipt): { proceeds: bigint; profit: bigint } | undefined {
  for (const { topics, data } of logs) {
    if (topics[0] === TOPICS.liquidated) return { proceeds: wordAt(data, 3), profit: wordAt(data, 4) };
    if (topics[0] === TOPICS.shareLiquidated) return { proceeds: wordAt(data, 4), profit: wordAt(data, 5) };
  }
  return undefined;
}

function etherUsd(context: TraceContext, record: BlockRecord): bigint {
  return context.world.scenario.market.etherUsd ?? record.outside.get("WETH")?.reference ?? 0n;
}
