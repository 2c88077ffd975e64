import { type Hop, quoteExactOut } from "../path.ts";
import { type LoopPosition, loopGross } from "./loopMath.ts";

/**
 * What would be left if all debt were bought on the AMM now, 0 where the AMM cannot sell that much or asks for more.
 * `path` from the collateral to the debt asset. [collateral]
 */
export function loopLiquidationNav(position: LoopPosition, path: readonly Hop[]): bigint {
  const gross = loopGross(position);
  if (position.debt === 0n) return gross;
  const { amountIn, amountOut } = quoteExactOut(path, position.debt);
  return amountOut < position.debt || amountIn > gross ? 0n : gross - amountIn;
}
