import { mulDivDown, mulDivUp } from "../model/mulDiv.ts";
import { aimedShortUp, notionalUp, spotValueDown } from "../model/vaults/basisMath.ts";
import { BPS, WAD } from "../units.ts";
import type { View } from "./agent.ts";
import { isAdrift } from "./basisDrift.ts";
import { isUnhedged, tryMending, tryTopUp } from "./basisMending.ts";
import type { BasisOutlook } from "./basisOutlook.ts";
import { BasisTrial } from "./basisTrial.ts";
import { isOutOfBand } from "./vaultBand.ts";
import type { VaultPlan } from "./vaultPlan.ts";

/** Mends a hedge that is out of its band; for a keeper, whom no cool-down binds. */
export function planHedge(view: View, look: BasisOutlook): VaultPlan | undefined {
  return isUnhedged(look) ? planMending(view, look, look.settings, 0) : undefined;
}

/** Mends a hedge that is open, as anyone may, with more slippage. */
export function planOpenHedge(view: View, look: BasisOutlook): VaultPlan | undefined {
  const { minHedge, maxHedge, openHedge, openSlippage, openMaxTrade, openCooldown } = look.settings;
  if (look.hedge >= openHedge && look.hedge <= maxHedge + minHedge - openHedge) return undefined;
  const readyAt = look.vault.rescuedAt + Number(openCooldown);
  return planMending(view, look, { slippage: openSlippage, maxTrade: openMaxTrade }, readyAt);
}

function planMending(
  view: View,
  look: BasisOutlook,
  bounds: { slippage: bigint; maxTrade: bigint },
  readyAt: number,
): VaultPlan | undefined {
  const trial = new BasisTrial(look, view.amm, bounds);
  if (!tryMending(look, trial, bounds.maxTrade) || trial.failed) return undefined;
  const { short, spot } = look;
  return { action: "hedge", name: "hedge", args: [], stepwise: false, readyAt, state: `${short} ${spot}` };
}

/** Brings margin, hedge and what is liquid back to where they are aimed at, when one of them is out of its band. */
export function planBasisRebalance(view: View, look: BasisOutlook): VaultPlan | undefined {
  const { settings, vault, net } = look;
  if (net === 0n) return undefined;
  const trial = new BasisTrial(look, view.amm, settings);
  const topsUp = tryTopUp(look, trial);
  const mends = tryMending(look, trial, settings.maxTrade);
  // Where neither margin nor hedge asks for anything, the call also invests or frees, however little.
  const steers = topsUp || mends ? false : trySteering(look, trial);
  if (trial.failed || !(topsUp || mends || steers || isAdrift(look))) return undefined;
  const readyAt = vault.rebalancedAt + Number(settings.cooldown);
  const shared = { action: "rebalance", name: "rebalance()", args: [], stepwise: false } as const;
  return { ...shared, readyAt, state: vault.rebalancedAt };
}

/** Serves as much of the queue as one call can; undefined where that is next to nothing. */
export function planBasisFulfil(view: View, look: BasisOutlook): VaultPlan | undefined {
  const { vault, settings, spot, net } = look;
  if (vault.pending === 0n || net === 0n) return undefined;
  for (let halving = 0n; halving <= HALVINGS; halving++) {
    const asked = vault.pending >> halving;
    const shares = servedOf(view, look, asked);
    if (shares * LEAST_PART < vault.pending || shares === 0n) continue;
    const readyAt = spot === 0n ? 0 : vault.fulfilledAt + Number(settings.cooldown);
    const shared = { action: "fulfil", name: "fulfil", stepwise: false } as const;
    return { ...shared, args: [asked, false], readyAt, state: vault.register.mark };
  }
  return undefined;
}

/** How many of the shares a fulfilment would serve; none where it would revert. */
function servedOf(view: View, look: BasisOutlook, asked: bigint): bigint {
  const { settings, prices, spot, short, equity, net, shares: supply, idle, reachable } = look;
  const trial = new BasisTrial(look, view.amm, settings);
  const value = spotValueDown(prices, spot);
  const most = value > settings.maxTrade ? mulDivDown(supply, settings.maxTrade, value) : supply;
  let shares = asked < most ? asked : most;

  let liquid = idle + reachable;
  const size = mulDivDown(short, shares, supply);
  if (size === 0n || trial.buyBack(size)) {
    const { received } = trial.sell(mulDivUp(spot, shares, supply));
    const freed = trial.equity - mulDivUp(equity > 0n ? equity : 0n, supply - shares, supply);
    liquid += received + (freed > 0n ? freed : 0n);
  } else {
    // The exchange refuses: nothing is traded, and what is liquid serves.
    shares = asked;
  }
  const payable = mulDivDown(supply, liquid, net + 1n);
  if (trial.failed) return 0n;
  return shares < payable ? shares : payable;
}

/** A call serves a hundredth of the queue at least: the cool-down is not used up for less. */
const LEAST_PART = 100n;
/** Sizes tried, as halvings of the largest: where the AMM is too far from the oracle for all, a part may go. */
const HALVINGS = 4;

/** Whether what is liquid is far enough from its share, and the call would do something about it. */
function trySteering(look: BasisOutlook, trial: BasisTrial): boolean {
  const { settings, vault, market, net, idle, parked, reachable, asked } = look;
  const liquid = idle + parked;
  const kept = (net * settings.idleShare) / BPS;
  if (liquid < kept) return tryFreeing(look, trial, kept - liquid) && isOutOfBand(liquid, kept, net);
  if (vault.paused || market.state.status !== "open") return false;
  const above = liquid - kept - asked;
  const surplus = above < idle + reachable ? above : idle + reachable;
  if (surplus <= 0n) return false;
  tryInvesting(look, trial, surplus);
  return isOutOfBand(liquid, kept + asked, net) && liquid > kept + asked;
}

function tryInvesting(
  { settings, prices, spot, short, equity }: BasisOutlook,
  trial: BasisTrial,
  surplus: bigint,
): void {
  const perSpot = WAD + mulDivDown(settings.targetHedge, settings.marginRatio, WAD);
  const most = mulDivDown(trial.room, perSpot, WAD);
  const cash = surplus < most ? surplus : most;
  const { spent, bought } = trial.buy(mulDivDown(cash, WAD, perSpot));
  if (bought === 0n) return;
  const aimed = aimedShortUp(prices, spot + bought, settings.targetHedge);
  const lacking = mulDivUp(notionalUp(prices, aimed), settings.marginRatio, WAD) - equity;
  const margin = lacking < cash - spent ? lacking : cash - spent;
  trial.addMargin(margin);
  if (aimed > short && !trial.sellMore(aimed - short)) trial.failed = true;
}

function tryFreeing({ prices, spot, short, equity }: BasisOutlook, trial: BasisTrial, missing: bigint): boolean {
  const value = spotValueDown(prices, spot);
  const whole = value + (equity > 0n ? equity : 0n);
  if (whole === 0n) return false;
  const most = value > trial.room ? mulDivDown(whole, trial.room, value) : whole;
  const part = missing < most ? missing : most;
  const size = mulDivDown(short, part, whole);
  if (size !== 0n && !trial.buyBack(size)) return false;
  trial.sell(mulDivUp(spot, part, whole));
  return true;
}
