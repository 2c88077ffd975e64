import type { LoopVaultState } from "../../src/model/vaults/loopVault.ts";
import { EMPTY_QUEUE } from "../../src/model/vaults/queue.ts";
import { WAD } from "../../src/units.ts";
import { E_MODE } from "./lending.ts";
import { FLASH_PREMIUM, type VaultFixture } from "./vaultWorld.ts";

/** The model of a vault that was just built. */
export function startState(fixture: VaultFixture, takenAt: bigint): LoopVaultState {
  const { listing, state: pool, collateralIsToken0, treasury, collateral, debt } = fixture;
  const nothing = { index: 0n, scaled: 0n, cash: 0n };
  const { ltv, threshold } = listing.eMode ? E_MODE : collateral.listing;
  return {
    shares: {
      terms: { ...listing.terms, isCharged: true, feeRecipient: treasury.address },
      paused: false,
      ...{ balances: new Map(), supply: 0n, takenAt, highWaterMark: WAD, queue: EMPTY_QUEUE },
    },
    venue: {
      pair: {
        ...{ collateralPrice: collateral.listing.price, debtPrice: debt.listing.price },
        ...{ collateralUnit: collateral.unit, debtUnit: debt.unit },
      },
      ...{ arithmetic: listing.preset, ltv, threshold, flashPremium: FLASH_PREMIUM },
      ...{ supply: nothing, debt: nothing, idle: 0n },
      path: [{ pool, zeroForOne: collateralIsToken0 }],
    },
    config: listing.config,
    clock: { rebalancedAt: 0n, fulfilledAt: 0n, ripcordAt: 0n },
    time: takenAt,
  };
}
