import { WAD } from "../units.ts";
import type { View } from "./agent.ts";

/** USD [wad] that `gas` costs at the view's base fee plus `tip` (wei). */
export function gasCostUsd(view: View, gas: bigint, tip = 0n): bigint {
  return (gas * (view.baseFee + tip) * view.etherUsd) / WAD;
}

/** The tip (wei a gas) that spends a share [wad] of an expected profit in USD [wad], within bounds. */
export function tipFor(view: View, profitUsd: bigint, share: bigint, gas: bigint, most: bigint): bigint {
  if (view.etherUsd === 0n || profitUsd <= 0n) return 0n;
  const tip = (((profitUsd * share) / WAD) * WAD) / (view.etherUsd * gas);
  return tip < most ? tip : most;
}
