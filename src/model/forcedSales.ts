import { WAD } from "../units.ts";
import {
  type AccountState,
  type BookAccount,
  type BookDefence,
  debtAt,
  factorAtHealth,
  healthAt,
  largestAt,
  openState,
  reduce,
} from "./bookAccount.ts";
import { liquidateBest, type SaleTerms } from "./bookLiquidation.ts";

/** `usd` (wad) of the shocked asset put on the market when its price is at `factor` (wad) of the start. */
export type ForcedSale = { readonly factor: bigint; readonly usd: bigint };

/**
 * All that one account sells, by force or in defence, while the price falls from `start` (a factor, wad) to nothing,
 * in order. Each liquidation repays what earns a liquidator most within the rules; they go on while health is below
 * one and stop where none earns the least profit. The account's holder acts first unless the fall was instant.
 */
export function forcedSales(account: BookAccount, start: bigint, terms: SaleTerms): ForcedSale[] {
  const state = openState(account);
  const sales: ForcedSale[] = [];
  let defence = account.defence;
  let factor = start;

  for (let health = healthAt(state, factor); health !== null; health = healthAt(state, factor)) {
    if (defence && health < defence.trigger && (health >= WAD || defence.beatsLiquidators)) {
      const usd = defend(state, factor, defence, terms);
      if (usd > 0n) sales.push({ factor, usd });
      if ((healthAt(state, factor) ?? defence.trigger) < defence.trigger) defence = undefined;
      continue;
    }
    if (health < WAD) {
      const usd = liquidateBest(state, factor, health, terms);
      if (usd !== null) {
        if (usd > 0n) sales.push({ factor, usd });
        continue;
      }
    }
    // Deep under water more may be repaid at once, which can pay where less did not.
    const levels = health < WAD ? [account.rules.fullCloseHealthFactor] : [WAD, defence?.trigger ?? 0n];
    const next = levels.map((level) => factorAtHealth(state, level) - 1n).reduce((a, b) => (a > b ? a : b));
    if (next <= 0n || next >= factor) break;
    factor = next;
  }
  return sales;
}

/** Brings health to the target out of the largest collateral or of the holder's pocket. Returns what is sold. */
function defend(state: AccountState, factor: bigint, defence: BookDefence, terms: SaleTerms): bigint {
  const collateral = largestAt(state.account.collaterals, state.collaterals, factor);
  const debt = largestAt(state.account.debts, state.debts, factor);
  if (collateral === null || debt === null) return 0n;
  const sells = defence.by === "deleverage";
  const given = sells ? (collateral.item.threshold * WAD) / (WAD - terms.poolFee) : 0n;
  if (given >= defence.target) return 0n;

  const missing = (defence.target - (healthAt(state, factor) as bigint)) * debtAt(state, factor);
  const most = sells ? smaller(debt.worth, (collateral.worth * (WAD - terms.poolFee)) / WAD) : debt.worth;
  const repaid = smaller(most, missing / (defence.target - given) + 1n);

  if (sells) reduce(state.collaterals, collateral, (repaid * WAD) / (WAD - terms.poolFee), factor);
  reduce(state.debts, debt, repaid, factor);
  return sells && collateral.item.exposed && !debt.item.exposed ? repaid : 0n;
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
