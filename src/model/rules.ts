import { WAD } from "../units.ts";

/** The lending releases that a pool can follow. */
export type Preset = "aave-v2" | "aave-v3.0" | "aave-v3.6";

/** What the arithmetic of a pool depends on: the fields of the contract's `Rules` that change a number. */
export type LendingRules = {
  /** Whose rounding, compounding and order of multiplication. */
  readonly arithmetic: Preset;
  /** Whether debt whose collateral is gone becomes the reserve's deficit. */
  readonly writesOffDeficit: boolean;
  /** Whether the close factor is a share of the whole account's debt, not of one reserve's. */
  readonly wholeAccountCloseFactor: boolean;
  /** [bps] */
  readonly closeFactor: bigint;
  /** [wad] at or below it all debt may be repaid; 0 = never. */
  readonly fullCloseHealthFactor: bigint;
  /** [whole base currency units] a side below it is closed in full; 0 = off. */
  readonly minCloseValue: bigint;
  /** [whole base currency units] what a liquidation must leave on each side, or nothing; 0 = off. */
  readonly minLeftoverValue: bigint;
};

const V2: LendingRules = {
  arithmetic: "aave-v2",
  writesOffDeficit: false,
  wholeAccountCloseFactor: false,
  closeFactor: 5_000n,
  fullCloseHealthFactor: 0n,
  minCloseValue: 0n,
  minLeftoverValue: 0n,
};

/** The rules of each release, as `Presets.sol` has them. */
export const PRESETS: Readonly<Record<Preset, LendingRules>> = {
  "aave-v2": V2,
  "aave-v3.0": { ...V2, arithmetic: "aave-v3.0", fullCloseHealthFactor: (95n * WAD) / 100n },
  "aave-v3.6": {
    arithmetic: "aave-v3.6",
    writesOffDeficit: true,
    wholeAccountCloseFactor: true,
    closeFactor: 5_000n,
    fullCloseHealthFactor: (95n * WAD) / 100n,
    minCloseValue: 2_000n,
    minLeftoverValue: 1_000n,
  },
};
