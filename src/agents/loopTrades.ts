import type { LoopPosition } from "../model/vaults/loopMath.ts";
import { inCollateralDown } from "../model/vaults/loopMath.ts";
import { loopBuyableDown, loopCostUp } from "../model/vaults/loopSizes.ts";
import { BPS, WAD } from "../units.ts";
import type { View } from "./agent.ts";
import { type LoopOutlook, withdrawable } from "./loopOutlook.ts";

/** A trade that goes through: how, and how much debt it repays or opens. [debt asset] */
export interface LoopTrade {
  flash: boolean;
  amount: bigint;
}

const MAX_STEPS = 32;
/** Steps smaller than that end a loop. [asset] */
const DUST = 100n;

/** How so much debt can be repaid within the slippage [bps]: at once by flash loan if wished, or step by step; undefined if not at all. */
export function planLowering(
  view: View,
  look: LoopOutlook,
  amount: bigint,
  slippage: bigint,
  wishesFlash: boolean,
  loanFee: bigint,
): LoopTrade | undefined {
  if (amount === 0n) return undefined;
  if (wishesFlash && flashLowers(view, look, amount, slippage, loanFee)) return { flash: true, amount };
  const repaid = stepsLower(view, look, amount, slippage);
  return repaid === 0n ? undefined : { flash: false, amount: repaid };
}

/** Whether debt can be opened within the slippage [bps]. */
export function canRaise(view: View, { vault, pair, debt }: LoopOutlook, amount: bigint, slippage: bigint): boolean {
  if (debt.cash < amount) return false;
  const { amountOut, complete } = view.amm.sell(debt.symbol, vault.info.asset, amount);
  return complete && amountOut >= (inCollateralDown(pair, amount) * (BPS - slippage)) / BPS;
}

function flashLowers(view: View, look: LoopOutlook, amount: bigint, slippage: bigint, loanFee: bigint): boolean {
  if (look.debt.cash < amount) return false;
  const due = amount + (amount * loanFee) / WAD + 1n;
  const cost = view.amm.cost(look.vault.info.asset, look.debt.symbol, due);
  if (cost === undefined || cost > loopCostUp(look.pair, due, slippage)) return false;
  const after = { ...look.position, debt: look.position.debt - amount };
  return cost <= look.position.idle + withdrawable(look, after, look.threshold);
}

/** What step after step would repay; zero where one of them would revert, or none can be done. */
function stepsLower(view: View, look: LoopOutlook, amount: bigint, slippage: bigint): bigint {
  const amm = view.amm.copy();
  let position: LoopPosition = look.position;
  let left = amount;
  for (let i = 0; i < MAX_STEPS && left > 0n; i++) {
    const need = loopCostUp(look.pair, left, slippage);
    const within = position.idle + withdrawable(look, position, look.threshold);
    const hand = position.idle >= need || within >= need ? need : within;
    const buyable = loopBuyableDown(look.pair, hand, slippage);
    const step = hand === need || buyable > left ? left : buyable;
    if (step < DUST) break;
    const sold = amm.buy(look.vault.info.asset, look.debt.symbol, step);
    if (sold === undefined || sold > hand) return 0n;
    const brought = hand > position.idle ? hand - position.idle : 0n;
    position = {
      idle: position.idle + brought - sold,
      supplied: position.supplied - brought,
      debt: position.debt - step,
    };
    left -= step;
  }
  return amount - left;
}
