import { isSince, PRESETS, type Preset } from "../../src/model/rules.ts";

/** The first release of each arithmetic, in the order of `Arithmetic`; what lies between follows the one before. */
const ARITHMETICS = ["aave-v2", "aave-v3.0", "aave-v3.2", "aave-v3.4", "aave-v3.5"] as const;
/** The first release of each way in which aTokens become collateral by themselves, in the order of `AutoCollateral`. */
const AUTO_COLLATERALS = ["aave-v2", "aave-v3.0", "aave-v3.6"] as const;

/** The constructor argument of a `LendingPool` that follows a preset; equal to `Presets.sol`, which a test holds it to. */
export function rulesOf(preset: Preset) {
  const { arithmetic: _, ...numbers } = PRESETS[preset];
  const orderOf = (firsts: readonly Preset[]) => firsts.findLastIndex((first) => isSince(preset, first));
  return {
    arithmetic: orderOf(ARITHMETICS),
    autoCollateral: orderOf(AUTO_COLLATERALS),
    virtualAccounting: isSince(preset, "aave-v3.1"),
    liquidEMode: isSince(preset, "aave-v3.6"),
    zeroLtvRule: isSince(preset, "aave-v3.0"),
    frozenLtvIsZero: isSince(preset, "aave-v3.1"),
    forbidsSelfLiquidation: isSince(preset, "aave-v3.4"),
    flashPremiumToTreasury: isSince(preset, "aave-v3.4") ? 10_000n : 0n,
    ...numbers,
  };
}
