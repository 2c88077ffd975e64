import { maxRepay } from "../model/closeFactor.ts";
import { mulDivDown, mulDivUp } from "../model/mulDiv.ts";
import { leavesDust, type SeizeTerms, seize } from "../model/seize.ts";
import { WAD } from "../units.ts";
import type { LendingBook, Position } from "./lendingBook.ts";
import type { LendingReserve } from "./lendingReserve.ts";

/** What one liquidation would do now; amounts in the assets' smallest units. */
export interface LiquidationQuote {
  position: Position;
  collateral: LendingReserve;
  debt: LendingReserve;
  /** What to ask for: a little more than `repaid` where a side is closed in full, since the pool trims and hates dust. */
  debtToCover: bigint;
  repaid: bigint;
  seized: bigint;
  protocolFee: bigint;
  healthFactor: bigint;
}

/** Whether the controls' terms are reckoned with, or those that would hold without any. */
export type Terms = "in force" | "without controls";

/** Which debts somebody can repay. */
export type Repays = (debt: LendingReserve) => boolean;

/** A thousandth: more than interest and a staked asset's rate move in a block. */
const SLACK_SHARE = 1_000n;

/**
 * Quotes the liquidation of a position's largest debt against its largest collateral at the book's prices, for at
 * most `limit` of debt. Of debts only those that `repays` are looked at, and of both sides only what the pool lets be
 * liquidated. Undefined when it is healthy, has nothing to seize, the pool would refuse the leftovers, or a control its
 * terms.
 */
export function quoteLiquidation(
  book: LendingBook,
  position: Position,
  limit?: bigint,
  holding: Terms = "in force",
  repays: Repays = () => true,
): LiquidationQuote | undefined {
  const data = book.accountData(position);
  if (data.debtBase === 0n || data.healthFactor >= 10n ** 18n) return undefined;
  const { supplied, owed } = book.balances(position);
  const usdOf = (amounts: bigint[], i: number) =>
    mulDivDown(amounts[i] ?? 0n, book.prices[i] ?? 0n, book.reserves[i]?.unit ?? 1n);
  const reserveAt = (i: number) => book.reserves[i] as LendingReserve;
  const isTaken = (i: number) => reserveAt(i).liquidatable && book.usesAsCollateral(position, i);
  const isRepaid = (i: number) => reserveAt(i).liquidatable && repays(reserveAt(i));
  const collateralIndex = largest(book, (i) => (isTaken(i) ? usdOf(supplied, i) : 0n));
  const debtIndex = largest(book, (i) => (isRepaid(i) ? usdOf(owed, i) : 0n));
  const [collateral, debt] = [reserveAt(collateralIndex), reserveAt(debtIndex)];
  const [held, owes] = [supplied[collateralIndex] ?? 0n, owed[debtIndex] ?? 0n];
  if (!isTaken(collateralIndex) || !isRepaid(debtIndex)) return undefined;
  if (held === 0n || usdOf(supplied, collateralIndex) === 0n) return undefined;

  const own = book.termsFor(position, collateralIndex);
  const guarded = holding === "in force";
  const moment = [own.liquidationBonus, own.liquidationThreshold, data.healthFactor] as const;
  const incentive = guarded ? collateral.guardedIncentive(...moment) : collateral.incentive(...moment);
  if (incentive === null) return undefined;
  const terms: SeizeTerms = {
    collateralPrice: book.prices[collateralIndex] ?? 0n,
    collateralDecimals: collateral.decimals,
    debtPrice: book.prices[debtIndex] ?? 0n,
    debtDecimals: debt.decimals,
    incentive,
    protocolFee: collateral.terms.protocolFee,
  };
  const most = maxRepay(book.rules, {
    healthFactor: data.healthFactor,
    reserveDebt: owes,
    reserveDebtBase: mulDivUp(owes, terms.debtPrice, debt.unit),
    reserveCollateralBase: usdOf(supplied, collateralIndex),
    totalDebtBase: data.debtBase,
    debtPrice: terms.debtPrice,
    debtDecimals: debt.decimals,
    baseUnit: book.baseUnit,
  });
  const step = guarded ? stepLimit(book, position, data, terms) : undefined;
  const cover = least(most, limit, step);
  if (cover === 0n) return undefined;
  const taken = seize(terms, cover, held, book.rules.arithmetic);
  if (leavesDust(book.rules, terms, taken, { reserveDebt: owes, collateral: held, baseUnit: book.baseUnit }))
    return undefined;
  const closesSide = taken.repaid === owes || taken.seized + taken.protocolFee === held;
  const debtToCover = closesSide ? taken.repaid + taken.repaid / SLACK_SHARE + 1n : taken.repaid;
  return { position, collateral, debt, debtToCover, ...taken, healthFactor: data.healthFactor };
}

/** What a step of a large debt lets be repaid, in smallest units as the pool counts it; undefined without a step. */
function stepLimit(
  book: LendingBook,
  { account }: Position,
  { debtBase, healthFactor }: { debtBase: bigint; healthFactor: bigint },
  { debtPrice, debtDecimals }: SeizeTerms,
): bigint | undefined {
  const room = book.guards?.stepRoomUsd(account, mulDivDown(debtBase, WAD, book.baseUnit), healthFactor);
  return room === undefined
    ? undefined
    : mulDivDown(room, 10n ** BigInt(debtDecimals) * book.baseUnit, debtPrice * WAD);
}

function least(most: bigint, ...others: (bigint | undefined)[]): bigint {
  return others.reduce<bigint>((a, b) => (b !== undefined && b < a ? b : a), most);
}

function largest(book: LendingBook, value: (index: number) => bigint): number {
  let best = 0;
  for (let i = 1; i < book.reserves.length; i++) if (value(i) > value(best)) best = i;
  return best;
}
