import { mulDivDown } from "../model/mulDiv.ts";
import { loopGross } from "../model/vaults/loopMath.ts";
import { loopBorrowDown, loopRepayDown, nextLeverage } from "../model/vaults/loopSizes.ts";
import { BPS, WAD } from "../units.ts";
import type { View } from "./agent.ts";
import { type LoopOutlook, reachable, withdrawable } from "./loopOutlook.ts";
import { canRaise, planLowering } from "./loopTrades.ts";
import { isOutOfBand } from "./vaultBand.ts";
import type { VaultPlan } from "./vaultPlan.ts";

/** Whether trades are carried by a flash loan, and what such a loan costs. [wad] */
export interface LoanTerms {
  flash: boolean;
  loanFee: bigint;
}

/** Lowers in an emergency, once leverage has reached the ripcord's. */
export function planRipcord(view: View, look: LoopOutlook, { flash, loanFee }: LoanTerms): VaultPlan | undefined {
  const { settings, pair, position, net, leverage, vault } = look;
  if (net === 0n || leverage < settings.ripcordLeverage) return undefined;
  const amount = loopRepayDown(pair, position, settings.maxLeverage, settings.ripcordMaxTrade);
  const trade = planLowering(view, look, amount, settings.ripcordSlippage, flash, loanFee);
  if (trade === undefined) return undefined;
  const readyAt = vault.rescuedAt + Number(settings.ripcordCooldown);
  const shared = { action: "ripcord", name: "ripcord", args: [trade.flash] } as const;
  return { ...shared, stepwise: !trade.flash, readyAt, state: vault.rescuedAt };
}

/** Moves leverage back into its band, and idle collateral into its own while nobody waits for it. */
export function planLoopRebalance(view: View, look: LoopOutlook, { flash, loanFee }: LoanTerms): VaultPlan | undefined {
  const { settings, pair, position, net, leverage, vault } = look;
  if (net === 0n) return undefined;
  const [next, { slippage, maxTrade }] = [nextLeverage(settings, leverage), settings];
  const strays = leverage < settings.minLeverage || leverage > settings.maxLeverage;
  const idle = idleGap(look);
  if (!strays && idle === 0n) return undefined;

  let way = flash;
  if (next > leverage) {
    const amount = loopBorrowDown(pair, position, next, slippage, maxTrade);
    if (vault.paused || amount === 0n || !canRaise(view, look, amount, slippage)) return undefined;
    way &&= look.debt.cash >= amount;
  } else {
    const amount = loopRepayDown(pair, position, next, maxTrade);
    const trade = planLowering(view, look, amount, slippage, flash, loanFee);
    if (amount !== 0n && trade === undefined) return undefined;
    way = trade?.flash ?? flash;
  }
  const beyond = leverage > settings.maxLeverage ? leverage - settings.maxLeverage : settings.minLeverage - leverage;
  const readyAt = vault.rebalancedAt + Number(settings.cooldown);
  const gap = (strays ? beyond : 0n) + (idle * WAD) / net;
  return { action: "rebalance", name: "rebalance(bool)", args: [way], stepwise: !way, readyAt, state: gap };
}

/** Serves as much of the queue as one call can; undefined where that is next to nothing. */
export function planLoopFulfil(view: View, look: LoopOutlook, { flash, loanFee }: LoanTerms): VaultPlan | undefined {
  const { vault, settings, position, net, shares: supply } = look;
  if (vault.pending === 0n || net === 0n) return undefined;
  const gross = loopGross(position);
  const debtValue = gross - net;
  let shares = vault.pending;
  if (reachable(look) < gross) shares = least(shares, mulDivDown(supply, reachable(look), gross));
  if (settings.maxTrade < debtValue) shares = least(shares, mulDivDown(supply, settings.maxTrade, debtValue));

  let way = flash;
  if (position.debt > 0n) {
    // The others keep their leverage, which the pool must allow when the rest is taken out.
    if (!isHealthy(look)) return undefined;
    const lent = look.debt.cash < position.debt ? mulDivDown(supply, look.debt.cash, position.debt + 1n) : supply;
    const trade =
      (flash ? lowerPart(view, look, least(shares, lent), true, loanFee) : undefined) ??
      lowerPart(view, look, shares, false, loanFee);
    if (trade === undefined) return undefined;
    [way, shares] = [trade.flash, trade.shares];
  }
  if (shares === 0n || shares * LEAST_PART < vault.pending) return undefined;
  const readyAt = position.debt === 0n ? 0 : vault.fulfilledAt + Number(settings.cooldown);
  const shared = { action: "fulfil", name: "fulfil", args: [shares, way] } as const;
  return { ...shared, stepwise: !way, readyAt, state: vault.register.mark };
}

/** How many of the shares have their part of the debt repaid, and how; undefined where that costs more than the part. */
function lowerPart(view: View, look: LoopOutlook, shares: bigint, flash: boolean, loanFee: bigint) {
  const { position, settings, net, shares: supply } = look;
  const part = least((position.debt * shares) / supply + 3n, position.debt);
  const trade = shares === 0n ? undefined : planLowering(view, look, part, settings.slippage, flash, loanFee);
  if (trade === undefined || trade.flash !== flash) return undefined;
  const served = flash ? shares : mulDivDown(shares, trade.amount, part);
  const worst = ((loopGross(position) - net) * served * settings.slippage) / (supply * (BPS - settings.slippage));
  return mulDivDown(net, served, supply) > worst + 4n ? { flash, shares: served } : undefined;
}

/** A call serves a hundredth of the queue at least: the cool-down is not used up for less. */
const LEAST_PART = 100n;

/** How far idle collateral is from its share, as far as a rebalance could mend it; zero in its band. [collateral] */
function idleGap(look: LoopOutlook): bigint {
  const { vault, net, position, settings, ltv } = look;
  if (vault.pending > 0n) return 0n;
  const aimed = (net * settings.idleShare) / BPS;
  if (!isOutOfBand(position.idle, aimed, net)) return 0n;
  if (position.idle > aimed) return position.idle - aimed;
  return least(aimed - position.idle, withdrawable(look, position, ltv));
}

function isHealthy({ position, pair, threshold, net }: LoopOutlook): boolean {
  const debtValue = loopGross(position) - net;
  return pair.collateralPrice > 0n && position.supplied * threshold > debtValue * BPS;
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
