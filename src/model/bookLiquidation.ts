import { BPS, WAD } from "../units.ts";
import type { BidDepth } from "./bidDepth.ts";
import {
  type AccountState,
  type BookCollateral,
  type BookDebt,
  debtAt,
  type Largest,
  largestAt,
  reduce,
} from "./bookAccount.ts";
import { maxRepay } from "./closeFactor.ts";
import { leavesDust, type Seizure, seize } from "./seize.ts";

/** What decides whether liquidating pays: the pools it is sold into, their fee (wad) and the least profit (wad $). */
export type SaleTerms = {
  readonly depth: BidDepth;
  readonly poolFee: bigint;
  readonly minimumProfit: bigint;
  /** What the loan costs that it is done with, a share of what is repaid. [wad] */
  readonly loanFee?: bigint | undefined;
};

/** One account's largest debt against its largest collateral: what one liquidation may do at most. */
export type BookClaim = {
  readonly state: AccountState;
  readonly factor: bigint;
  readonly collateral: Largest<BookCollateral>;
  readonly debt: Largest<BookDebt>;
  readonly most: Seizure;
  /** What `most` earns at the oracle's prices. [wad dollars] */
  readonly gain: bigint;
};

/** What can be claimed from an account whose health is below one at `factor`; null when it has nothing to seize. */
export function claimOn(state: AccountState, factor: bigint, health: bigint): BookClaim | null {
  const collateral = largestAt(state.account.collaterals, state.collaterals, factor);
  const debt = largestAt(state.account.debts, state.debts, factor);
  if (collateral === null || debt === null || collateral.worth === 0n) return null;
  const allowed = maxRepay(state.account.rules, {
    healthFactor: health,
    reserveDebt: debt.worth,
    reserveDebtBase: debt.worth,
    reserveCollateralBase: collateral.worth,
    totalDebtBase: debtAt(state, factor),
    debtPrice: WAD,
    debtDecimals: 18,
    baseUnit: WAD,
  });
  const most = seizureOf(state, collateral, allowed);
  return { state, factor, collateral, debt, most, gain: most.seized - most.repaid };
}

/**
 * Liquidates a claim once, by as much as earns most, and takes both sides off its account. Returns the dollars (wad)
 * then sold of the shocked asset, pool fee apart; null if nobody would do it. `ahead`: dollars sold into the pools
 * already that put them below the oracle's price; negative while they stand above it.
 */
export function liquidateBest(claim: BookClaim, terms: SaleTerms, ahead = 0n): bigint | null {
  const { state, factor, collateral, debt, most } = claim;
  const onMarket = collateral.item.exposed && !debt.item.exposed;
  const perLog = onMarket ? terms.depth.perLogAt(factor) : null;
  const best = bestRepay(collateral.item, perLog, terms, ahead);
  if (best === 0n) return null;
  const seizure = withoutDust(claim, best === null || best >= most.repaid ? most : seizureOf(state, collateral, best));
  if (seizure === null) return null;
  const profit = profitOf(seizure, perLog, terms, ahead);
  if (profit <= 0n || profit < terms.minimumProfit) return null;

  reduce(state.collaterals, collateral, seizure.seized + seizure.protocolFee, factor);
  reduce(state.debts, debt, seizure.repaid, factor);
  return onMarket ? afterFee(seizure.seized, terms.poolFee) : 0n;
}

const IN_DOLLARS = { collateralPrice: WAD, collateralDecimals: 18, debtPrice: WAD, debtDecimals: 18 };

function seizureOf({ account }: AccountState, { item, worth }: Largest<BookCollateral>, repay: bigint): Seizure {
  return seize({ ...IN_DOLLARS, ...item }, repay, worth, account.rules.arithmetic);
}

/** The seizure, or the largest smaller one that leaves enough on both sides; null when there is none. */
function withoutDust({ state, collateral, debt }: BookClaim, seizure: Seizure): Seizure | null {
  const { rules } = state.account;
  const before = { reserveDebt: debt.worth, collateral: collateral.worth, baseUnit: WAD };
  const isDusty = (candidate: Seizure) => leavesDust(rules, { ...IN_DOLLARS, ...collateral.item }, candidate, before);
  if (!isDusty(seizure)) return seizure;
  const kept = rules.minLeftoverValue * WAD;
  const repay = least(debt.worth - kept, ((collateral.worth - kept) * WAD) / collateral.item.incentive - 1n);
  if (repay <= 0n) return null;
  const smaller = seizureOf(state, collateral, repay);
  return isDusty(smaller) ? null : smaller;
}

/** The repayment that earns most against a linear log impact: the marginal unit then only covers its cost. */
function bestRepay(
  { incentive, protocolFee }: BookCollateral,
  perLog: bigint | null,
  { poolFee, loanFee = 0n }: SaleTerms,
  ahead: bigint,
): bigint | null {
  if (perLog === null) return null;
  const kept = WAD + ((incentive - WAD) * (BPS - protocolFee)) / BPS;
  const margin = afterFee(kept, poolFee) - WAD - loanFee;
  const room = (margin * perLog) / afterFee(kept, poolFee) - ahead;
  return room <= 0n ? 0n : (room * WAD) / kept;
}

function profitOf(
  { seized, repaid }: Seizure,
  perLog: bigint | null,
  { poolFee, loanFee = 0n }: SaleTerms,
  ahead: bigint,
): bigint {
  const marked = afterFee(seized, poolFee);
  const cost = repaid + (repaid * loanFee) / WAD;
  if (perLog === null) return marked - cost;
  return perLog === 0n ? -cost : marked - (marked * (seized + 2n * ahead)) / (2n * perLog) - cost;
}

const afterFee = (amount: bigint, fee: bigint): bigint => (amount * (WAD - fee)) / WAD;
const least = (a: bigint, b: bigint | null): bigint => (b === null || a < b ? a : b);
