import { TOPICS } from "../trace/events.ts";
import { healthText, usdText } from "../trace/format.ts";
import { formatDecimal, WAD } from "../units.ts";
import type { Position } from "../venues/lendingBook.ts";
import type { LendingReserve } from "../venues/lendingReserve.ts";
import { topicAddress, wordAt } from "../venues/words.ts";
import type { Receipt } from "../world/transaction.ts";
import type { Session } from "./session.ts";

/** One liquidation on a live node, decimals as strings; amounts in whole tokens, USD at the oracle's prices. */
export interface LiquidationLine {
  account: string;
  group: string;
  agent: string;
  liquidator: string;
  collateralAsset: string;
  debtAsset: string;
  collateralSeized: string;
  debtRepaid: string;
  collateralUsd: string;
  debtRepaidUsd: string;
  /** Kept by the liquidator before gas: sale less repayment and fee, or what it seized above what it repaid. */
  profitUsd: string;
  /** Debt that was left without collateral and written off. */
  badDebtUsd: string;
  healthFactorBefore: string;
  healthFactorAfter: string;
  transaction: string;
  gasUsed: string;
}

/** Reads a liquidation out of its receipt, with the book as it stands after it; undefined if there is none in it. */
export function liquidationLine(
  { venues }: Session,
  {
    receipt,
    agent,
    position,
    healthBefore,
  }: { receipt: Receipt; agent: string; position: Position; healthBefore: bigint },
): LiquidationLine | undefined {
  const { lending } = venues;
  const find = (topic: string) => receipt.logs.find((log) => log.topics[0] === topic);
  const call = find(TOPICS.liquidationCall);
  if (call === undefined) return undefined;
  const reserveAt = (topic: string | undefined) =>
    lending.reserves.find((reserve) => reserve.address === topicAddress(topic)) as LendingReserve;
  const [collateral, debt] = [reserveAt(call.topics[1]), reserveAt(call.topics[2])];
  const [repaid, seized] = [wordAt(call.data, 0), wordAt(call.data, 1)];
  const usd = (reserve: LendingReserve, amount: bigint) =>
    (amount * reserve.price * WAD) / (reserve.unit * lending.baseUnit);
  const sold = find(TOPICS.liquidated);
  const deficit = find(TOPICS.deficitCreated);
  return {
    account: position.account,
    group: position.group,
    agent,
    liquidator: receipt.from,
    collateralAsset: collateral.symbol,
    debtAsset: debt.symbol,
    collateralSeized: formatDecimal(seized, collateral.decimals),
    debtRepaid: formatDecimal(repaid, debt.decimals),
    collateralUsd: usdText(usd(collateral, seized)),
    debtRepaidUsd: usdText(usd(debt, repaid)),
    profitUsd: usdText(
      sold === undefined ? usd(collateral, seized) - usd(debt, repaid) : usd(debt, wordAt(sold.data, 4)),
    ),
    badDebtUsd: usdText(deficit === undefined ? 0n : usd(reserveAt(deficit.topics[2]), wordAt(deficit.data, 0))),
    healthFactorBefore: healthText(healthBefore),
    healthFactorAfter: healthText(lending.accountData(position).healthFactor),
    transaction: receipt.hash,
    gasUsed: receipt.gasUsed.toString(),
  };
}
