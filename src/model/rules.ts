import { WAD } from "../units.ts";

/** The lending releases that a pool can follow, in their order. */
export const PRESET_NAMES = [
  "aave-v2",
  "aave-v3.0",
  "aave-v3.1",
  "aave-v3.2",
  "aave-v3.3",
  "aave-v3.4",
  "aave-v3.5",
  "aave-v3.6",
] as const;
export type Preset = (typeof PRESET_NAMES)[number];

const PLACE = Object.fromEntries(PRESET_NAMES.map((name, place) => [name, place])) as Record<Preset, number>;

/** Whether a release is that one or came after it. */
export function isSince(preset: Preset, first: Preset): boolean {
  return PLACE[preset] >= PLACE[first];
}

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

function rulesOf(preset: Preset): LendingRules {
  const bounded = isSince(preset, "aave-v3.3");
  return {
    arithmetic: preset,
    writesOffDeficit: bounded,
    wholeAccountCloseFactor: bounded,
    closeFactor: 5_000n,
    fullCloseHealthFactor: isSince(preset, "aave-v3.0") ? (95n * WAD) / 100n : 0n,
    minCloseValue: bounded ? 2_000n : 0n,
    minLeftoverValue: bounded ? 1_000n : 0n,
  };
}

/** The rules of each release, as `Presets.sol` has them. */
export const PRESETS = Object.fromEntries(PRESET_NAMES.map((name) => [name, rulesOf(name)])) as Readonly<
  Record<Preset, LendingRules>
>;
