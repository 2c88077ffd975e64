import { FaultlineError } from "../errors.ts";
import { WAD } from "../units.ts";
import { mulDivDown, mulDivUp } from "./mulDiv.ts";

// Recursive positions: supply, borrow a share, turn it into collateral, again. Amounts in any one unit; ratios in wad.

/**
 * A loop's position after `iterations`, from `initial` collateral: each borrows `ltv` of the last deposit and turns
 * `kept` of that (1 less fee and slippage) into the next. Rounded down; WAD kept is a loop in one asset.
 */
export function loopPosition(
  initial: bigint,
  ltv: bigint,
  kept: bigint,
  iterations: number,
): { collateral: bigint; debt: bigint } {
  const ratio = ltv * kept;
  const one = WAD * WAD;
  requireBelowOne(ratio, one);
  const steps = BigInt(iterations);
  const geometric = (terms: bigint): [bigint, bigint] => [
    one ** terms - ratio ** terms,
    one ** (terms - 1n) * (one - ratio),
  ];
  const [collateralOver, collateralUnder] = geometric(steps + 1n);
  const [debtOver, debtUnder] = steps === 0n ? [0n, 1n] : geometric(steps);
  return {
    collateral: mulDivDown(initial, collateralOver, collateralUnder),
    debt: mulDivDown(initial * ltv, debtOver, debtUnder * WAD),
  };
}

/** What the collateral of a loop in one asset tends to: `initial / (1 − ltv)`. Down. */
export function loopLimitDown(initial: bigint, ltv: bigint): bigint {
  requireBelowOne(ltv, WAD);
  return mulDivDown(initial, WAD, WAD - ltv);
}

/** The position that puts equity `equity` at `leverage` (wad, at least 1): `C = x·ℓ`, `B = x·(ℓ − 1)`. Down. */
export function loopTarget(equity: bigint, leverage: bigint): { collateral: bigint; debt: bigint } {
  if (leverage < WAD) throw new FaultlineError("LEVERAGE_BELOW_ONE", `A leverage of ${leverage} (wad) is below one.`);
  const collateral = mulDivDown(equity, leverage, WAD);
  return { collateral, debt: collateral - equity };
}

/** `C / (C − B)`, wad. Up, so that a cap is never met by rounding. Refused without equity. */
export function leverageUp(collateral: bigint, debt: bigint): bigint {
  requireBelowOne(debt, collateral);
  return mulDivUp(collateral, WAD, collateral - debt);
}

/** `1 / (1 − ltv)`: what a loop at this LTV cannot reach. Wad, down. */
export function maxLeverageDown(ltv: bigint): bigint {
  return loopLimitDown(WAD, ltv);
}

/** `1 − 1/ℓ`, wad. Up. */
export function ltvFromLeverageUp(leverage: bigint): bigint {
  return WAD - mulDivDown(WAD, WAD, leverage);
}

/** Health factor of a position at leverage ℓ > 1 and a liquidation threshold: `threshold · ℓ/(ℓ − 1)`. Wad, down. */
export function healthFromLeverageDown(leverage: bigint, threshold: bigint): bigint {
  if (leverage <= WAD) throw new FaultlineError("LEVERAGE_BELOW_ONE", "A position without debt has no health factor.");
  return mulDivDown(threshold, leverage, leverage - WAD);
}

/** Leverage at which the health factor is `health` > threshold: `health / (health − threshold)`. Wad, down. */
export function leverageFromHealthDown(health: bigint, threshold: bigint): bigint {
  requireBelowOne(threshold, health);
  return mulDivDown(health, WAD, health - threshold);
}

function requireBelowOne(part: bigint, whole: bigint): void {
  if (part >= whole) {
    throw new FaultlineError("LEVERAGE_UNBOUNDED", `The ratio ${part} / ${whole} is not below one: no loop is finite.`);
  }
}
