import { BPS, WAD } from "../units.ts";
import type { BidDepth } from "./bidDepth.ts";
import { type AccountState, type BookCollateral, debtAt, largestAt, reduce } from "./bookAccount.ts";
import { maxRepay } from "./closeFactor.ts";
import { leavesDust, type Seizure, seize } from "./seize.ts";

/** What decides whether liquidating pays: the pools it is sold into, their fee (wad) and the least profit (wad $). */
export type SaleTerms = { readonly depth: BidDepth; readonly poolFee: bigint; readonly minimumProfit: bigint };

/**
 * Liquidates the largest debt against the largest collateral once, by as much as earns most, and takes both off
 * `state`. Returns the dollars (wad) then sold of the shocked asset, pool fee apart; null if nobody would do it.
 */
export function liquidateBest(state: AccountState, factor: bigint, health: bigint, terms: SaleTerms): bigint | null {
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
  let seizure = quote(least(allowed, bestRepay(collateral.item, perLog, terms.poolFee)));
  if (leavesDust(rules, prices, seizure, before)) {
    const kept = rules.minLeftoverValue * WAD;
    const repay = least(debt.worth - kept, ((collateral.worth - kept) * WAD) / collateral.item.incentive - 1n);
    seizure = quote(repay > 0n ? repay : 0n);
    if (repay <= 0n || leavesDust(rules, prices, seizure, before)) return null;
  }
  const profit = profitOf(seizure, perLog, terms.poolFee);
  if (profit <= 0n || profit < terms.minimumProfit) return null;

  reduce(state.collaterals, collateral, seizure.seized + seizure.protocolFee, factor);
  reduce(state.debts, debt, seizure.repaid, factor);
  return onMarket ? afterFee(seizure.seized, terms.poolFee) : 0n;
}

/** The repayment that earns most against a linear log impact: the marginal unit then only covers its cost. */
function bestRepay(collateral: BookCollateral, perLog: bigint | null, poolFee: bigint): bigint | null {
  const { incentive, protocolFee } = collateral;
  const kept = WAD + ((incentive - WAD) * (BPS - protocolFee)) / BPS;
  const margin = afterFee(kept, poolFee) - WAD;
  if (perLog === null) return null;
  return margin <= 0n ? 0n : (margin * perLog * WAD) / (afterFee(kept, poolFee) * kept);
}

function profitOf({ seized, repaid }: Seizure, perLog: bigint | null, poolFee: bigint): bigint {
  const marked = afterFee(seized, poolFee);
  if (perLog === null) return marked - repaid;
  return perLog === 0n ? -repaid : marked - (marked * seized) / (2n * perLog) - repaid;
}

const afterFee = (amount: bigint, fee: bigint): bigint => (amount * (WAD - fee)) / WAD;
const least = (a: bigint, b: bigint | null): bigint => (b === null || a < b ? a : b);
