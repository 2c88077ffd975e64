import { Interface } from "ethers";
import type { Call } from "../world/transaction.ts";

const VAULT = new Interface([
  "function rebalance(bool flash)",
  "function rebalance()",
  "function ripcord(bool flash)",
  "function hedge()",
  "function fulfil(uint256 maxShares, bool flash)",
  "function redeem(uint256 shares, address receiver, address owner)",
  "function requestRedeem(uint256 shares, address controller, address owner)",
  "function claimRedeem(uint256 requestId, address receiver)",
]);

/** What agents call on vaults, by signature where kinds of vaults differ. */
export type VaultFunction =
  | "rebalance(bool)"
  | "rebalance()"
  | "ripcord"
  | "hedge"
  | "fulfil"
  | "redeem"
  | "requestRedeem"
  | "claimRedeem";

/** Gas limits: above what each takes, so that a surplus stays. Steps trade up to 32 times, a flash loan once. */
const GAS: Record<VaultFunction, number> = {
  "rebalance(bool)": 5_000_000,
  "rebalance()": 6_000_000,
  ripcord: 5_000_000,
  hedge: 6_000_000,
  fulfil: 6_000_000,
  redeem: 1_200_000,
  requestRedeem: 400_000,
  claimRedeem: 400_000,
};
const STEPWISE_GAS = 15_000_000;

/** A transaction to a vault; `stepwise` where it may trade in many steps. */
export function vaultCall(
  vault: string,
  from: string,
  name: VaultFunction,
  args: readonly unknown[],
  stepwise = false,
): Call {
  const data = VAULT.encodeFunctionData(name, args as unknown[]);
  return { from, to: vault, data, gas: stepwise ? STEPWISE_GAS : GAS[name] };
}
