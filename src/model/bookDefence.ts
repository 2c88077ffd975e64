import { WAD } from "../units.ts";
import { type AccountState, type BookDefence, debtAt, healthAt, largestAt, reduce } from "./bookAccount.ts";

/**
 * Brings health to the target out of the largest collateral or of the holder's pocket. Returns the dollars (wad) of the
 * shocked asset that are sold for it, `poolFee` (wad) apart.
 */
export function defend(state: AccountState, factor: bigint, defence: BookDefence, poolFee: bigint): bigint {
  const collateral = largestAt(state.account.collaterals, state.collaterals, factor);
  const debt = largestAt(state.account.debts, state.debts, factor);
  if (collateral === null || debt === null) return 0n;
  const sells = defence.by === "deleverage";
  const given = sells ? (collateral.item.threshold * WAD) / (WAD - poolFee) : 0n;
  if (given >= defence.target) return 0n;

  const missing = (defence.target - (healthAt(state, factor) as bigint)) * debtAt(state, factor);
  const most = sells ? smaller(debt.worth, (collateral.worth * (WAD - poolFee)) / WAD) : debt.worth;
  const repaid = smaller(most, missing / (defence.target - given) + 1n);

  if (sells) reduce(state.collaterals, collateral, (repaid * WAD) / (WAD - poolFee), factor);
  reduce(state.debts, debt, repaid, factor);
  return sells && collateral.item.exposed && !debt.item.exposed ? repaid : 0n;
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
