import { formatDecimal, WAD } from "../../units.ts";
import { moneyDecimal } from "../screen/money.ts";
import type { Positions } from "../screen/positions.ts";
import { sumsOf } from "../screen/positionsSummary.ts";
import type { CurvePoint } from "./curveSchema.ts";
import { largestCall } from "./largestCall.ts";
import type { LiquidationTerms } from "./liquidationTerms.ts";
import type { Valuation } from "./valuation.ts";

/** What may be liquidated at one change of the price. `moved` are indexes of the reserves whose price moves. */
export function curvePoint(
  positions: Positions,
  moved: readonly number[],
  { rules, categories }: LiquidationTerms,
  valuation: Valuation,
): CurvePoint {
  const { reserves, accounts, unit } = positions;
  const money = (amount: bigint) => moneyDecimal(amount, unit);
  const reachable = accounts
    .map((account, index) => ({ account, value: valuation.accounts[index]! }))
    .filter(({ value }) => value.healthFactor < WAD);
  const insolvent = reachable.filter(({ value }) => value.debtValue > value.collateralValue);
  const sums = sumsOf(reachable.map(({ value }) => value));
  const short = sumsOf(insolvent.map(({ value }) => value));

  const calls =
    rules === undefined
      ? null
      : reachable.flatMap(({ account, value }) => {
          const context = { positions, rules, categories, prices: valuation.prices };
          return largestCall(account, value, context) ?? [];
        });

  const held = new Map<string, bigint>();
  for (const { asset, amount } of reachable.flatMap(({ account }) => account.collateral)) {
    held.set(asset, (held.get(asset) ?? 0n) + amount);
  }
  const collateral = reserves.flatMap(({ asset, symbol, decimals }, index) => {
    const amount = held.get(asset) ?? 0n;
    const value = (amount * (valuation.prices[index] ?? 0n)) / 10n ** BigInt(decimals);
    return amount === 0n ? [] : [{ symbol, asset, amount: formatDecimal(amount, decimals), value }];
  });
  collateral.sort((a, b) => (a.value < b.value ? 1 : a.value > b.value ? -1 : 0));
  return {
    change: formatDecimal(valuation.change, 18),
    prices: Object.fromEntries(moved.map((index) => [reserves[index]!.symbol, money(valuation.prices[index] ?? 0n)])),
    accounts: sums.accounts,
    debtValue: money(sums.debtValue),
    collateralValue: money(sums.collateralValue),
    insolvent: { accounts: short.accounts, shortfall: money(short.debtValue - short.collateralValue) },
    oneCall: calls && {
      debtValue: money(calls.reduce((sum, { repaidValue }) => sum + repaidValue, 0n)),
      collateralValue: money(calls.reduce((sum, { takenValue }) => sum + takenValue, 0n)),
    },
    collateral: collateral.map(({ value, ...rest }) => ({ ...rest, value: money(value) })),
  };
}
