import { Interface } from "ethers";
import type { Call } from "../world/transaction.ts";
import type { World } from "../world/world.ts";

const OUTSIDE = new Interface(["function trade(address tokenIn, address tokenOut, uint256 amountIn)"]);
const GAS = 250_000;

/** A trade with the outside at its posted prices; `amount` is in smallest units of what is sold. None for nothing. */
export function outsideTrade(
  { deployment }: World,
  from: string,
  sold: string,
  bought: string,
  amount: bigint,
): Call | undefined {
  if (amount <= 0n) return undefined;
  const data = OUTSIDE.encodeFunctionData("trade", [deployment.tokens[sold], deployment.tokens[bought], amount]);
  return { from, to: deployment.externalMarket, data, gas: GAS };
}
