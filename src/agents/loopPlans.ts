import { withdrawableDown } from "../model/vaults/loopCash.ts";
import { loopBorrowDown, loopRepayDown, nextLeverage } from "../model/vaults/loopSizes.ts";
import { BPS } from "../units.ts";
import type { LoopOutlook } from "./loopOutlook.ts";
import { type LoopWay, wayToLower, wayToRaise, wayToUnwind } from "./loopTrial.ts";
import { raiseAsks } from "./vaultAsks.ts";
import { isOutOfBand } from "./vaultBand.ts";
import type { VaultPlan } from "./vaultPlan.ts";

/** A call serves a hundredth of the queue at least: the cool-down is not used up for less. */
const LEAST_PART = 100n;

/** Whether leverage is above the most that the vault wants. */
export function isAboveMost({ net, leverage, settings }: LoopOutlook): boolean {
  return net > 0n && leverage > settings.maxLeverage;
}

/** Lowers in an emergency, once leverage has reached the ripcord's; by flash loan if wished. */
export function planRipcord(look: LoopOutlook, flash: boolean): VaultPlan | undefined {
  const { settings, pair, position, net, leverage, vault, venue } = look;
  if (net === 0n || leverage < settings.ripcordLeverage) return undefined;
  const amount = loopRepayDown(pair, position, settings.maxLeverage, settings.ripcordMaxTrade);
  const way = wayToLower(venue, amount, settings.ripcordSlippage, flash);
  if (way === undefined) return undefined;
  const readyAt = vault.rescuedAt + Number(settings.ripcordCooldown);
  const shared = { action: "ripcord", name: "ripcord", args: [way.flash] } as const;
  return { ...shared, stepwise: !way.flash, readyAt, state: vault.rescuedAt, asks: [] };
}

/** Moves leverage back into its band, and idle collateral into its own while nobody waits for it. */
export function planLoopRebalance(look: LoopOutlook, flash: boolean): VaultPlan | undefined {
  const { settings, net, leverage, vault } = look;
  if (net === 0n) return undefined;
  const strays = leverage < settings.minLeverage || leverage > settings.maxLeverage;
  if (!strays && !isIdleAstray(look)) return undefined;
  const way = wayToSteer(look, flash);
  if (way === undefined) return undefined;
  const asks = nextLeverage(settings, leverage) > leverage ? raiseAsks(look, way.after) : [];
  const readyAt = vault.rebalancedAt + Number(settings.cooldown);
  const shared = { action: "rebalance", name: "rebalance(bool)", args: [way.flash] } as const;
  return { ...shared, stepwise: !way.flash, readyAt, state: vault.rebalancedAt, asks };
}

/** Serves as much of the queue as one call can; undefined where that is next to nothing. */
export function planLoopFulfil(look: LoopOutlook, flash: boolean): VaultPlan | undefined {
  const { vault, settings, net, shares: supply, venue, position } = look;
  if (vault.pending === 0n || net === 0n) return undefined;
  const { maxTrade, slippage, cooldown } = settings;
  const way = wayToUnwind(venue, { shares: vault.pending, supply, maxTrade, slippage }, flash);
  if (way === undefined || way.shares * LEAST_PART < vault.pending) return undefined;
  const readyAt = position.debt === 0n ? 0 : vault.fulfilledAt + Number(cooldown);
  const shared = { action: "fulfil", name: "fulfil", args: [way.shares, way.flash] } as const;
  return {
    ...shared,
    stepwise: !way.flash,
    readyAt,
    state: vault.register.mark,
    asks: [],
  };
}

/** What a rebalance would trade towards the target, if anything; undefined where it would revert. */
function wayToSteer(
  { settings, pair, position, leverage, vault, venue }: LoopOutlook,
  flash: boolean,
): LoopWay | undefined {
  const next = nextLeverage(settings, leverage);
  const { slippage, maxTrade } = settings;
  if (next > leverage) {
    if (vault.paused) return undefined;
    const amount = loopBorrowDown(pair, position, next, slippage, maxTrade);
    return amount === 0n ? { flash, after: position } : wayToRaise(venue, amount, slippage, flash);
  }
  const amount = loopRepayDown(pair, position, next, maxTrade);
  return amount === 0n ? { flash, after: position } : wayToLower(venue, amount, slippage, flash);
}

/** Whether idle collateral is out of its band and a rebalance could bring it back. */
function isIdleAstray({ vault, net, position, settings, venue }: LoopOutlook): boolean {
  const aimed = (net * settings.idleShare) / BPS;
  if (vault.pending > 0n || !isOutOfBand(position.idle, aimed, net)) return false;
  return position.idle > aimed || withdrawableDown(venue, true) * LEAST_PART > net;
}
