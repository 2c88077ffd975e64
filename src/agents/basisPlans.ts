import { mulDivDown } from "../model/mulDiv.ts";
import { fulfilBasis, hedgeBasis, rebalanceBasis } from "../model/vaults/basisActions.ts";
import { notionalUp, spotValueDown } from "../model/vaults/basisMath.ts";
import { type BasisPosition, shortOf } from "../model/vaults/basisPosition.ts";
import type { BasisVaultState } from "../model/vaults/basisVault.ts";
import { basisPositionAt, unlessRefused } from "../model/vaults/basisVenue.ts";
import { abs, BPS, WAD } from "../units.ts";
import type { BasisOutlook } from "./basisOutlook.ts";
import { growthAsks, shortAsks } from "./vaultAsks.ts";
import { isOutOfBand } from "./vaultBand.ts";
import type { VaultPlan } from "./vaultPlan.ts";

/** A call serves a hundredth of the queue at least: the cool-down is not used up for less. */
const LEAST_PART = 100n;
/** The least part of net assets that is worth a call to move between hands, pool and exchange. */
const MOVED_PART = 100n;
/** Sizes tried, as halvings of the largest: where the AMM is too far from the oracle for all, a part may go. */
const HALVINGS = 4;

/** Whether the hedge is out of its band. */
export function isUnhedged({ hedge, settings }: BasisOutlook): boolean {
  return hedge < settings.minHedge || hedge > settings.maxHedge;
}

/** Mends a hedge that is out of its band; for a keeper, whom no cool-down binds. */
export function planHedge(look: BasisOutlook): VaultPlan | undefined {
  return planMending(look, true, 0);
}

/** Mends a hedge that is open, as anyone may, with more slippage. */
export function planOpenHedge(look: BasisOutlook): VaultPlan | undefined {
  const { rescuedAt } = look.vault;
  return planMending(look, false, rescuedAt + Number(look.settings.openCooldown));
}

/**
 * Brings margin, hedge and what is liquid back to where they are aimed at, when one of them is out of its band and the
 * call would move enough: a jammed pool lets out next to nothing, block after block, and the exchange keeps some margin.
 */
export function planBasisRebalance(look: BasisOutlook): VaultPlan | undefined {
  const { vault, settings, state, net } = look;
  if (net === 0n || !(isUnhedged(look) || isMarginAstray(look) || isLiquidAstray(look))) return undefined;
  const after = unlessRefused(() => rebalanceBasis(cooled(state), true));
  if (after === null || !isWorthwhile(look, basisPositionAt(after.venue))) return undefined;
  const readyAt = vault.rebalancedAt + Number(settings.cooldown);
  const shared = { action: "rebalance", name: "rebalance()", args: [], stepwise: false } as const;
  const asks = growthAsks(look, basisPositionAt(after.venue));
  return { ...shared, readyAt, state: vault.rebalancedAt, asks };
}

/** Serves as much of the queue as one call can; undefined where that is next to nothing. */
export function planBasisFulfil(look: BasisOutlook): VaultPlan | undefined {
  const { vault, settings, state, net } = look;
  if (vault.pending === 0n || net === 0n) return undefined;
  for (let halving = 0n; halving <= HALVINGS; halving++) {
    const asked = vault.pending >> halving;
    const done = unlessRefused(() => fulfilBasis(cooled(state), asked, true));
    if (done === null || done.shares * LEAST_PART < vault.pending) continue;
    const readyAt = state.venue.spot === 0n ? 0 : vault.fulfilledAt + Number(settings.cooldown);
    const shared = { action: "fulfil", name: "fulfil", stepwise: false } as const;
    const asks = shortAsks(look, basisPositionAt(done.state.venue));
    return { ...shared, args: [asked, false], readyAt, state: vault.register.mark, asks };
  }
  return undefined;
}

/** Whether equity on the exchange is below the least that the short asks for. */
export function lacksMargin({
  settings,
  state,
  position,
}: Pick<BasisOutlook, "settings" | "state" | "position">): boolean {
  const notional = notionalUp(state.venue.prices, shortOf(position));
  return position.equity < mulDivDown(notional, settings.minMarginRatio, WAD);
}

function planMending(look: BasisOutlook, isKeeper: boolean, readyAt: number): VaultPlan | undefined {
  const { state, position } = look;
  const done = unlessRefused(() => hedgeBasis(cooled(state), isKeeper));
  if (done === null) return undefined;
  const held = `${position.size} ${position.spot}`;
  const asks = shortAsks(look, basisPositionAt(done.state.venue));
  return { action: "hedge", name: "hedge", args: [], stepwise: false, readyAt, state: held, asks };
}

/** The vault as it will be once every cool-down has passed: whether a call would go through then. */
function cooled(state: BasisVaultState): BasisVaultState {
  return { ...state, clock: { rebalancedAt: 0n, fulfilledAt: 0n, hedgedAt: 0n } };
}

/** Below the least, or so far above the aim that a rebalance takes some back. */
function isMarginAstray(look: BasisOutlook): boolean {
  const { settings, state, position } = look;
  const notional = notionalUp(state.venue.prices, shortOf(position));
  const most = mulDivDown(notional, 2n * settings.marginRatio - settings.minMarginRatio, WAD);
  return lacksMargin(look) || (position.equity > most && position.equity > 0n);
}

/** Whether what is liquid, or what of it is parked, is far from its share. */
function isLiquidAstray({ settings, position, net, asked }: BasisOutlook): boolean {
  const liquid = position.idle + position.parked;
  const kept = (net * settings.idleShare) / BPS;
  const aimed = liquid < kept ? kept : kept + asked;
  const strays = (liquid < kept || liquid > aimed) && isOutOfBand(liquid, aimed, net);
  const spare = liquid > asked ? liquid - asked : 0n;
  return strays || isOutOfBand(position.parked, (spare * settings.parkedShare) / BPS, net);
}

/** Mending anything of hedge or of margin that lacks is worth a call; the rest is from a hundredth of net assets on. */
function isWorthwhile(look: BasisOutlook, after: BasisPosition): boolean {
  const { position: before, state, net } = look;
  if (isUnhedged(look)) return after.size !== before.size || after.spot !== before.spot;
  if (lacksMargin(look)) return after.equity > before.equity;
  const spot = spotValueDown(state.venue.prices, abs(after.spot - before.spot));
  const moves = [after.idle - before.idle, after.parked - before.parked, after.equity - before.equity, spot];
  return moves.some((amount) => abs(amount) * MOVED_PART > net);
}
