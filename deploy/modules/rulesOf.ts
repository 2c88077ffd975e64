import { PRESETS, type Preset } from "../../src/model/rules.ts";

const ARITHMETIC: Readonly<Record<Preset, number>> = { "aave-v2": 0, "aave-v3.0": 1, "aave-v3.6": 2 };

/** What `Presets.sol` adds to the numbers of the model's rules: the parts of `Rules` that change no arithmetic. */
const BEHAVIOUR = {
  "aave-v2": { autoCollateral: 0, modern: false, zeroLtvRule: false, flashPremiumToTreasury: 0 },
  "aave-v3.0": { autoCollateral: 1, modern: false, zeroLtvRule: true, flashPremiumToTreasury: 0 },
  "aave-v3.6": { autoCollateral: 2, modern: true, zeroLtvRule: true, flashPremiumToTreasury: 10_000 },
} as const;

/** The constructor argument of a `LendingPool` that follows a preset; equal to `Presets.sol`, which a test holds it to. */
export function rulesOf(preset: Preset) {
  const numbers = PRESETS[preset];
  const { autoCollateral, modern, zeroLtvRule, flashPremiumToTreasury } = BEHAVIOUR[preset];
  return {
    arithmetic: ARITHMETIC[preset],
    autoCollateral,
    virtualAccounting: modern,
    liquidEMode: modern,
    zeroLtvRule,
    frozenLtvIsZero: modern,
    writesOffDeficit: numbers.writesOffDeficit,
    forbidsSelfLiquidation: modern,
    wholeAccountCloseFactor: numbers.wholeAccountCloseFactor,
    closeFactor: numbers.closeFactor,
    flashPremiumToTreasury,
    fullCloseHealthFactor: numbers.fullCloseHealthFactor,
    minCloseValue: numbers.minCloseValue,
    minLeftoverValue: numbers.minLeftoverValue,
  };
}
