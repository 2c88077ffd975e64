import { mulDivDown, mulDivUp } from "./mulDiv.ts";
import { amount0Between, amount1Between, sqrtPriceAfterInput, sqrtPriceAfterOutput } from "./sqrtPrice.ts";

/** Fees are in hundredths of a basis point. */
export const FEE_UNIT = 1_000_000n;

export type SwapStep = { sqrtPriceX96: bigint; amountIn: bigint; amountOut: bigint; feeAmount: bigint };

/**
 * One step of a swap inside one liquidity, from `current` towards `target` (both X96).
 * `remaining` > 0 is input still to spend, fee included; < 0 is output still wanted. Input and fee round up, output
 * down.
 */
export function swapStep(current: bigint, target: bigint, liquidity: bigint, remaining: bigint, fee: bigint): SwapStep {
  const zeroForOne = current >= target;
  const exactIn = remaining >= 0n;
  const inBetween = zeroForOne ? amount0Between : amount1Between;
  const outBetween = zeroForOne ? amount1Between : amount0Between;

  let next: bigint;
  if (exactIn) {
    const spendable = mulDivDown(remaining, FEE_UNIT - fee, FEE_UNIT);
    const reaches = spendable >= inBetween(target, current, liquidity, true);
    next = reaches ? target : sqrtPriceAfterInput(current, liquidity, spendable, zeroForOne);
  } else {
    const reaches = -remaining >= outBetween(target, current, liquidity, false);
    next = reaches ? target : sqrtPriceAfterOutput(current, liquidity, -remaining, zeroForOne);
  }

  const amountIn = inBetween(next, current, liquidity, true);
  let amountOut = outBetween(next, current, liquidity, false);
  if (!exactIn && amountOut > -remaining) amountOut = -remaining;

  // When the input runs out before the target, what the rounded amount leaves over is fee.
  const feeAmount = exactIn && next !== target ? remaining - amountIn : mulDivUp(amountIn, fee, FEE_UNIT - fee);
  return { sqrtPriceX96: next, amountIn, amountOut, feeAmount };
}
