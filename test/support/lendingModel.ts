import { type AccountPosition, debtBalance } from "../../src/model/account.ts";
import { dutchIncentive, fixedIncentive, morphoIncentive } from "../../src/model/incentive.ts";
import { indexesAt } from "../../src/model/interest.ts";
import { ratesAt } from "../../src/model/rates.ts";
import { isSince, type Preset } from "../../src/model/rules.ts";
import { CURVE, E_MODE, type LendingFixture, type ListedReserve, type Listing, MAX_DISCOUNT } from "./lending.ts";

/** A reserve as the chain stores it, with what the model computes from it. */
export async function readReserve({ pool, oracle }: LendingFixture, reserve: ListedReserve) {
  const stored = await pool.getReserveData(reserve.token);
  return {
    reserve,
    price: await oracle.getAssetPrice(reserve.token),
    indexes: {
      liquidityIndex: stored.liquidityIndex,
      liquidityRate: stored.currentLiquidityRate,
      borrowIndex: stored.variableBorrowIndex,
      borrowRate: stored.currentVariableBorrowRate,
      lastUpdate: stored.lastUpdateTimestamp,
    },
  };
}

export type StoredReserve = Awaited<ReturnType<typeof readReserve>>;

/** The rates that the model sets after the reserve's last action. */
export async function modelRates({ pool }: LendingFixture, { reserve, indexes }: StoredReserve, preset: Preset) {
  const scaledDebt = await reserve.debtToken.scaledTotalSupply();
  return ratesAt(CURVE, {
    available: await pool.getVirtualUnderlyingBalance(reserve.token),
    totalDebt: debtBalance(scaledDebt, indexes.borrowIndex, preset),
    deficit: await pool.getReserveDeficit(reserve.token),
    reserveFactor: reserve.listing.reserveFactor ?? 1_000n,
    averaged: !isSince(preset, "aave-v3.2"),
  });
}

/** An account's positions in the model's words, interest up to `timestamp`. */
export async function readPositions(
  { pool }: LendingFixture,
  reserves: readonly StoredReserve[],
  address: string,
  timestamp: bigint,
  preset: Preset,
): Promise<AccountPosition[]> {
  const { data } = await pool.getUserConfiguration(address);
  const category = await pool.getUserEMode(address);
  const covered = category === 0n ? 0n : await pool.getEModeCategoryCollateralBitmap(category);
  return Promise.all(
    reserves.map(async ({ reserve, price, indexes }, id) => ({
      reserve: {
        ...indexesAt(indexes, timestamp, preset),
        price,
        decimals: reserve.listing.decimals,
        ltv: reserve.listing.ltv,
        liquidationThreshold: reserve.listing.threshold,
        instead: (covered >> BigInt(id)) & 1n ? { ltv: E_MODE.ltv, liquidationThreshold: E_MODE.threshold } : undefined,
      },
      scaledCollateral: await reserve.aToken.scaledBalanceOf(address),
      scaledDebt: await reserve.debtToken.scaledBalanceOf(address),
      usedAsCollateral: ((data >> BigInt(2 * id + 1)) & 1n) === 1n,
    })),
  );
}

/** Collateral value per debt value that a listing gives at a health factor. [wad] */
export function incentiveOf(listing: Listing, healthFactor: bigint, inEMode: boolean): bigint {
  const { incentive } = listing;
  const { bonus, threshold } = inEMode ? E_MODE : listing;
  if (incentive === "dutch") return dutchIncentive(healthFactor, MAX_DISCOUNT);
  return incentive === "morpho" ? morphoIncentive(threshold * 10n ** 14n) : fixedIncentive(bonus);
}
