import { BPS, WAD } from "../units.ts";
import { mulDiv, mulDivHalfUp, type Rounding } from "./mulDiv.ts";
import { percentMulDown, percentMulHalfUp } from "./percent.ts";
import { isSince, type Preset } from "./rules.ts";
import { rayMulDown, rayMulHalfUp, rayMulUp, wadDivHalfUp } from "./wadRay.ts";

/** The health factor of an account without debt: the chain's largest number. */
export const NO_DEBT = (1n << 256n) - 1n;

/** A reserve as an account's valuation sees it. Indexes in ray, `price` in base currency a whole token. */
export type ReserveView = {
  readonly liquidityIndex: bigint;
  readonly borrowIndex: bigint;
  readonly price: bigint;
  readonly decimals: number;
  /** [bps] */
  readonly ltv: bigint;
  /** [bps] */
  readonly liquidationThreshold: bigint;
  /** What holds instead: the account's e-mode category, where it covers this reserve, or terms that move. [bps] */
  readonly instead?: { readonly ltv: bigint; readonly liquidationThreshold: bigint } | undefined;
};

/** What an account has in one reserve, in scaled units; collateral counts only where it is switched on. */
export type AccountPosition = {
  readonly reserve: ReserveView;
  readonly scaledCollateral: bigint;
  readonly scaledDebt: bigint;
  readonly usedAsCollateral: boolean;
};

/** Values in the base currency, averages in bps, health factor in wad. */
export type AccountData = {
  readonly collateralBase: bigint;
  readonly debtBase: bigint;
  readonly availableBorrowsBase: bigint;
  readonly averageThreshold: bigint;
  readonly averageLtv: bigint;
  readonly healthFactor: bigint;
};

/** A supplier's claim in the asset's unit: down since v3.5, to nearest before. */
export function supplyBalance(scaled: bigint, liquidityIndex: bigint, arithmetic: Preset): bigint {
  return isSince(arithmetic, "aave-v3.5") ? rayMulDown(scaled, liquidityIndex) : rayMulHalfUp(scaled, liquidityIndex);
}

/** A debt in the asset's unit: up since v3.5, to nearest before. */
export function debtBalance(scaled: bigint, borrowIndex: bigint, arithmetic: Preset): bigint {
  return isSince(arithmetic, "aave-v3.5") ? rayMulUp(scaled, borrowIndex) : rayMulHalfUp(scaled, borrowIndex);
}

/** Which way a debt's value rounds: up since v3.5, down before. A collateral's always goes down. */
export function debtValueRounding(arithmetic: Preset): Rounding {
  return isSince(arithmetic, "aave-v3.5") ? "up" : "down";
}

/** An account's totals, to the wei as the pool's `getUserAccountData` gives them. */
export function accountData(positions: readonly AccountPosition[], arithmetic: Preset): AccountData {
  let collateralBase = 0n;
  let debtBase = 0n;
  let weightedThreshold = 0n;
  let weightedLtv = 0n;

  for (const { reserve, scaledCollateral, scaledDebt, usedAsCollateral } of positions) {
    const unit = 10n ** BigInt(reserve.decimals);
    const counts = isSince(arithmetic, "aave-v3.6") || reserve.liquidationThreshold !== 0n;
    if (usedAsCollateral && counts) {
      const balance = supplyBalance(scaledCollateral, reserve.liquidityIndex, arithmetic);
      const value = (balance * reserve.price) / unit;
      const terms = reserve.instead ?? reserve;
      // Before v3.6 a reserve whose own LTV was set to zero carried none in a category either.
      const ltv = !isSince(arithmetic, "aave-v3.6") && reserve.ltv === 0n ? 0n : terms.ltv;
      collateralBase += value;
      weightedThreshold += value * terms.liquidationThreshold;
      weightedLtv += value * ltv;
    }
    const debt = debtBalance(scaledDebt, reserve.borrowIndex, arithmetic);
    debtBase += mulDiv(debt, reserve.price, unit, debtValueRounding(arithmetic));
  }

  const averageThreshold = collateralBase === 0n ? 0n : weightedThreshold / collateralBase;
  const averageLtv = collateralBase === 0n ? 0n : weightedLtv / collateralBase;
  const capacity = (isSince(arithmetic, "aave-v3.5") ? percentMulDown : percentMulHalfUp)(collateralBase, averageLtv);
  const availableBorrowsBase = capacity > debtBase ? capacity - debtBase : 0n;

  let healthFactor = NO_DEBT;
  if (debtBase !== 0n) {
    healthFactor = isSince(arithmetic, "aave-v3.5")
      ? mulDivHalfUp(weightedThreshold, WAD, debtBase) / BPS
      : wadDivHalfUp(percentMulHalfUp(collateralBase, averageThreshold), debtBase);
  }
  return { collateralBase, debtBase, availableBorrowsBase, averageThreshold, averageLtv, healthFactor };
}
