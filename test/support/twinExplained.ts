import { TWIN_CATEGORIES, type TwinPreset } from "./twinMarkets.ts";
import { type Difference, differences, type TwinView, wordOf } from "./twinReads.ts";
import type { TwinStep } from "./twinStep.ts";

/** Where v3.0 keeps an asset's e-mode category in its configuration. */
const CATEGORY_BIT = 168n;
const FROZEN_BIT = 57n;
const LTV_MASK = 0xffffn;
/** How the name of a reserve's stable rate ends. */
const STABLE_RATE = ".stableRate";

/** The differences after a step that nothing explains, and those that `docs/PARITY.md` does, by their name there. */
export function explain(preset: TwinPreset, step: TwinStep, before: TwinView, after: TwinView) {
  const unexplained: Difference[] = [];
  let bookedTwice = false;
  for (const difference of differences(after)) {
    if (isCategory(preset, difference) || isStableRate(preset, difference) || isFrozenLtv(preset, difference)) continue;
    if (isBookedTwice(preset, step, before, difference)) bookedTwice = true;
    else unexplained.push(difference);
  }
  for (const [name, word] of after.words[0])
    if (name.endsWith(STABLE_RATE) && BigInt(`0x${word}`) !== 0n)
      throw new Error(`${name} of the bundled pool: 0x${word}`);
  return { unexplained, bookedTwice };
}

/** v3.0 keeps an asset's one category in its configuration; the bundled pool in bitmaps, as releases since v3.2 do. */
function isCategory(preset: TwinPreset, { name, bundled, real }: Difference): boolean {
  const asset = TWIN_ASSET.exec(name)?.[1];
  if (preset !== "aave-v3.0" || asset === undefined) return false;
  const category = TWIN_CATEGORIES[preset].find(({ collateral }) => collateral.includes(Number(asset)))?.id ?? 0;
  return real - bundled === BigInt(category) << CATEGORY_BIT;
}

/** v3.0 states a stable rate, though nobody owes at one; the bundled pool states zero. */
function isStableRate(preset: TwinPreset, { name, bundled }: Difference): boolean {
  return preset === "aave-v3.0" && name.endsWith(STABLE_RATE) && bundled === 0n;
}

/** v3.6 writes an LTV of zero over that of a frozen asset and keeps it elsewhere; the bundled pool leaves it and heeds it not. */
function isFrozenLtv(preset: TwinPreset, { name, bundled, real }: Difference): boolean {
  const frozen = ((bundled >> FROZEN_BIT) & 1n) === 1n;
  return preset === "aave-v3.6" && TWIN_ASSET.test(name) && frozen && real === bundled - (bundled & LTV_MASK);
}

/** v3.6 books the treasury's share of interest twice where collateral and debt are one asset; the bundled pool once. */
function isBookedTwice(
  preset: TwinPreset,
  step: TwinStep,
  before: TwinView,
  { name, bundled, real }: Difference,
): boolean {
  if (preset !== "aave-v3.6" || step.kind !== "liquidation" || step.asset !== step.debtor?.asset) return false;
  const accrued = `reserve${step.asset}.accrued`;
  return name === accrued && real - bundled === bundled - wordOf(before, accrued);
}

const TWIN_ASSET = /^reserve(\d)\.configuration$/;
