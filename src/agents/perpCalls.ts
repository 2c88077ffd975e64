import { Interface } from "ethers";
import type { Call } from "../world/transaction.ts";

const EXCHANGE = new Interface([
  "function trade(uint256 market, int256 sizeDelta, uint256 acceptablePrice, bool reduceOnly)",
  "function commitOrder(uint256 market, int256 sizeDelta, uint256 acceptablePrice, bool reduceOnly)",
  "function settleOrder(uint256 market, address account)",
  "function clearOrder(uint256 market, address account)",
  "function flag(address account)",
  "function liquidate(uint256 market, address account)",
  "function takeOver(address account)",
  "function dispose(uint256 market, uint256 maxSize)",
  "function deleverage(uint256 market, bool longs, address[] order, uint256 scan)",
  "function buySeized(address token, uint256 amount, uint256 maxCost)",
]);

/** What an agent calls on the exchange. */
export type PerpAction =
  | "trade"
  | "commitOrder"
  | "settleOrder"
  | "clearOrder"
  | "flag"
  | "liquidate"
  | "takeOver"
  | "dispose"
  | "deleverage"
  | "buySeized";

/** Gas by action: what it takes without positions, and what each position that it values adds. */
const GAS: Record<PerpAction, { base: number; position: number }> = {
  trade: { base: 500_000, position: 60_000 },
  commitOrder: { base: 400_000, position: 60_000 },
  settleOrder: { base: 600_000, position: 60_000 },
  clearOrder: { base: 200_000, position: 0 },
  flag: { base: 300_000, position: 100_000 },
  liquidate: { base: 600_000, position: 120_000 },
  takeOver: { base: 450_000, position: 300_000 },
  dispose: { base: 500_000, position: 60_000 },
  deleverage: { base: 0, position: 0 },
  buySeized: { base: 300_000, position: 0 },
};

/** Gas limit of an action on an account with so many positions: above what it takes, so that a surplus stays. */
export function perpGas(action: PerpAction, positions: number): number {
  const { base, position } = GAS[action];
  return base + position * positions;
}

/** A transaction to the exchange. */
export function perpCall(
  exchange: string,
  from: string,
  action: PerpAction,
  args: readonly unknown[],
  gas: number,
): Call {
  return { from, to: exchange, data: EXCHANGE.encodeFunctionData(action, args as unknown[]), gas };
}
