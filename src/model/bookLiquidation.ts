import { BPS, WAD } from "../units.ts";
import type { BidDepth } from "./bidDepth.ts";
import { type AccountState, type BookCollateral, debtAt, largestAt, reduce } from "./bookAccount.ts";
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

/**
 * Liquidates the largest debt against the largest collateral once, by as much as earns most, and takes both off
 * `state`. Returns the dollars (wad) then sold of the shocked asset, pool fee apart; null if nobody would do it.
 * `ahead`: dollars sold into the pools already that put them below `factor`; negative while they stand above it.
 */
export function liquidateBest(
  state: AccountState,
  factor: bigint,
  health: bigint,
  terms: SaleTerms,
  ahead = 0n,
): bigint | null {
  const { rules } = state.account;
  const collateral = largestAt(state.account.collaterals, state.collaterals, factor);
  const debt = largestAt(state.account.debts, state.debts, factor);
  if (collateral === null || debt === null || collateral.worth === 0n) return null;

  const inDollars = { collateralPrice: WAD, collateralDecimals: 18, debtPrice: WAD, debtDecimals: 18 };
  const prices = { ...inDollars, incentive: collateral.item.incentive, protocolFee: collateral.item.protocolFee };
  const before = { reserveDebt: debt.worth, collateral: collateral.worth, baseUnit: WAD };
  const quote = (repay: bigint) => seize(prices, repay, collateral.worth, rules.arithmetic);
  const onMarket = collateral.item.exposed && !debt.item.exposed;
  const perLog = onMarket ? terms.depth.perLogAt(factor) : null;
  const best = bestRepay(collateral.item, perLog, terms, ahead);
  if (best === 0n) return null;

  const allowed = maxRepay(rules, {
    healthFactor: health,
    reserveDebt: debt.worth,
    reserveDebtBase: debt.worth,
    reserveCollateralBase: collateral.worth,
    totalDebtBase: debtAt(state, factor),
    debtPrice: WAD,
    debtDecimals: 18,
    baseUnit: WAD,
  });
  let seizure = quote(least(allowed, best));
  if (leavesDust(rules, prices, seizure, before)) {
    const kept = rules.minLeftoverValue * WAD;
    const repay = least(debt.worth - kept, ((collateral.worth - kept) * WAD) / collateral.item.incentive - 1n);
    seizure = quote(repay > 0n ? repay : 0n);
    if (repay <= 0n || leavesDust(rules, prices, seizure, before)) return null;
  }
  const profit = profitOf(seizure, perLog, terms, ahead);
  if (profit <= 0n || profit < terms.minimumProfit) return null;

  reduce(state.collaterals, collateral, seizure.seized + seizure.protocolFee, factor);
  reduce(state.debts, debt, seizure.repaid, factor);
  return onMarket ? afterFee(seizure.seized, terms.poolFee) : 0n;
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
