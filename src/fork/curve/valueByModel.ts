import { FaultlineError } from "../../errors.ts";
import { type AccountPosition, accountData, type ReserveView } from "../../model/account.ts";
import { isSince, PRESET_NAMES, type Preset } from "../../model/rules.ts";
import { RAY } from "../../units.ts";
import type { PositionAccount, Positions } from "../screen/positions.ts";
import type { LiquidationTerms } from "./liquidationTerms.ts";
import type { Category } from "./readCategories.ts";
import type { AccountValue, Valuation } from "./valuation.ts";

/** What a pool may follow that does not say which release it is. */
const ARITHMETICS = PRESET_NAMES.filter((name) => isSince(name, "aave-v3.0"));
const THRESHOLD_BIT = 16n;

/**
 * Values everybody in this process, from what positions hold, by the pool's release's arithmetic, where that is known, and
 * only if it gives every health factor in them to the wei. `MODEL_DIFFERS`.
 */
export function valueByModel(
  positions: Positions,
  { rules, categories }: LiquidationTerms,
  steps: readonly Pick<Valuation, "change" | "prices">[],
): Valuation[] {
  const model = (prices: Valuation["prices"], arithmetic: Preset) =>
    positions.accounts.map((account) => accountValue(account, positions, prices, categories, arithmetic));
  const today = positions.reserves.map(({ price }) => price);
  const candidates = rules === undefined ? ARITHMETICS : [rules.arithmetic];
  const arithmetic = candidates.find((candidate) =>
    model(today, candidate).every((value, index) => isSame(value, positions.accounts[index]!)),
  );
  const hasPrices = [...categories.values()].some(({ hasPrice }) => hasPrice);
  if (arithmetic === undefined || hasPrices) {
    throw new FaultlineError("MODEL_DIFFERS", "The model does not give the health factors that the pool gives.", {
      place: positions.pool,
      hint: "Use a node that takes state overrides in eth_call: then the pool itself is asked.",
      exitCode: 2,
    });
  }
  return steps.map(({ change, prices }) => ({ change, prices, accounts: model(prices, arithmetic) }));
}

function isSame(value: AccountValue, account: PositionAccount): boolean {
  return (
    value.healthFactor === account.healthFactor &&
    value.collateralValue === account.collateralValue &&
    value.debtValue === account.debtValue
  );
}

/** Balances stand with their interest in them, so indexes are one. */
function accountValue(
  { collateral, debt, eMode }: PositionAccount,
  { reserves }: Positions,
  prices: Valuation["prices"],
  categories: ReadonlyMap<number, Category>,
  arithmetic: Preset,
): AccountValue {
  const category = categories.get(eMode);
  const positions = reserves.flatMap((reserve, index): AccountPosition[] => {
    const pledged = collateral.find(({ asset }) => asset === reserve.asset);
    const owed = debt.find(({ asset }) => asset === reserve.asset);
    if (pledged === undefined && owed === undefined) return [];
    const view: ReserveView = {
      liquidityIndex: RAY,
      borrowIndex: RAY,
      price: prices[index] ?? 0n,
      decimals: reserve.decimals,
      ltv: 0n,
      liquidationThreshold: (reserve.configuration >> THRESHOLD_BIT) & 0xffffn,
      instead:
        category?.covers(reserve) === true
          ? { ltv: 0n, liquidationThreshold: category.liquidationThreshold }
          : undefined,
    };
    return [
      {
        reserve: view,
        scaledCollateral: pledged?.amount ?? 0n,
        scaledDebt: owed === undefined ? 0n : owed.amount + owed.stable,
        usedAsCollateral: pledged !== undefined,
      },
    ];
  });
  const { collateralBase, debtBase, healthFactor } = accountData(positions, arithmetic);
  return { collateralValue: collateralBase, debtValue: debtBase, healthFactor };
}
