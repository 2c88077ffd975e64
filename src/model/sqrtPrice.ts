import { FaultlineError } from "../errors.ts";
import { mulDivDown, mulDivUp } from "./mulDiv.ts";
import { Q96 } from "./tickMath.ts";

// Token amounts between two √prices of one liquidity, and the √price that an amount leads to, with the chain's
// roundings: what a trader pays is rounded up, what he gets down.

const WORD = 1n << 256n;
const ceilDiv = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;

/** Token0 between two √prices (any order) at `liquidity`. */
export function amount0Between(a: bigint, b: bigint, liquidity: bigint, roundUp: boolean): bigint {
  const [low, high] = a < b ? [a, b] : [b, a];
  const numerator = liquidity * Q96;
  return roundUp ? ceilDiv(mulDivUp(numerator, high - low, high), low) : mulDivDown(numerator, high - low, high) / low;
}

/** Token1 between two √prices (any order) at `liquidity`. */
export function amount1Between(a: bigint, b: bigint, liquidity: bigint, roundUp: boolean): bigint {
  const span = a < b ? b - a : a - b;
  return roundUp ? mulDivUp(liquidity, span, Q96) : mulDivDown(liquidity, span, Q96);
}

/** The √price after `amountIn` of token0 (`zeroForOne`) or token1 came in, never passing the exact price. */
export function sqrtPriceAfterInput(
  sqrtPrice: bigint,
  liquidity: bigint,
  amountIn: bigint,
  zeroForOne: boolean,
): bigint {
  if (!zeroForOne) return sqrtPrice + mulDivDown(amountIn, Q96, liquidity);
  if (amountIn === 0n) return sqrtPrice;
  const numerator = liquidity * Q96;
  const product = amountIn * sqrtPrice;
  // Where the chain's 256 bits would overflow it divides first, which rounds differently.
  return product < WORD && numerator + product < WORD
    ? mulDivUp(numerator, sqrtPrice, numerator + product)
    : ceilDiv(numerator, numerator / sqrtPrice + amountIn);
}

/** The √price after `amountOut` of token1 (`zeroForOne`) or token0 went out. */
export function sqrtPriceAfterOutput(
  sqrtPrice: bigint,
  liquidity: bigint,
  amountOut: bigint,
  zeroForOne: boolean,
): bigint {
  if (zeroForOne) {
    const fall = mulDivUp(amountOut, Q96, liquidity);
    return sqrtPrice > fall ? sqrtPrice - fall : beyondReserves(amountOut);
  }
  if (amountOut === 0n) return sqrtPrice;
  const numerator = liquidity * Q96;
  const product = amountOut * sqrtPrice;
  return product < WORD && numerator > product
    ? mulDivUp(numerator, sqrtPrice, numerator - product)
    : beyondReserves(amountOut);
}

function beyondReserves(amountOut: bigint): never {
  throw new FaultlineError("SWAP_BEYOND_RESERVES", `The pool cannot pay out ${amountOut} at this liquidity.`);
}
