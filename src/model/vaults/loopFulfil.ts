import { mulDivDown, mulDivUp } from "../mulDiv.ts";
import { VIRTUAL_SHARES } from "./conversion.ts";
import { bring } from "./loopCash.ts";
import { inCollateralUp, loopGross, loopNetDown } from "./loopMath.ts";
import { lowerLoop } from "./loopTrade.ts";
import { type LoopVenue, positionAt } from "./loopVenue.ts";
import { requireVault } from "./refusal.ts";

/** What the pool's own rounding may leave of a repayment, and take of a withdrawal. */
const ROUNDING = 2n;

/** `shares` to serve of `supply`, which holds the virtual ones; `maxTrade` of debt at most. [collateral] */
export interface UnwindOrder {
  readonly shares: bigint;
  readonly supply: bigint;
  readonly maxTrade: bigint;
  readonly slippage: bigint;
  readonly flash: boolean;
}

/** Shares whose part of the collateral can be had now, and whose part of the debt is no more than the largest trade. */
export function servableDown(venue: LoopVenue, supply: bigint, maxTrade: bigint): bigint {
  const position = positionAt(venue);
  const all = loopGross(position);
  const reachable = position.idle + min(position.supplied, venue.supply.cash);
  const within = reachable < all ? mulDivDown(supply, reachable, all) : supply;
  const debt = inCollateralUp(venue.pair, position.debt);
  return maxTrade < debt ? min(within, mulDivDown(supply, maxTrade, debt)) : within;
}

/** The others' part of what is idle, less what the pool cannot pay of the shares' part. [collateral] */
export function sparedDown(venue: LoopVenue, shares: bigint, supply: bigint): bigint {
  const position = positionAt(venue);
  const part = mulDivUp(loopGross(position), shares, supply) + ROUNDING;
  const fromIdle = saturating(part - min(position.supplied, venue.supply.cash));
  const others = mulDivDown(position.idle, supply - shares, supply);
  return min(others, saturating(position.idle - fromIdle));
}

/** Unwinds shares: how many could be served, what is set aside for them out of idle collateral, and what is left. */
export function unwindLoop(venue: LoopVenue, order: UnwindOrder): { venue: LoopVenue; shares: bigint; assets: bigint } {
  const { supply } = order;
  const before = positionAt(venue);
  const asked = min(order.shares, servableDown(venue, supply, order.maxTrade));
  const spared = sparedDown(venue, asked, supply);
  const { venue: lowered, shares } = repayPart({ ...venue, idle: venue.idle - spared }, asked, order);

  const kept = mulDivUp(loopGross(before), supply - shares, supply) + ROUNDING;
  const left = loopGross(positionAt(lowered)) + spared;
  requireVault(left > kept, "UnwindingCostsMore");
  // What the AMM pays above the price stays with the others, where there are others.
  const worth = mulDivDown(shares, loopNetDown(venue.pair, before) + 1n, supply);
  const due = shares + VIRTUAL_SHARES === supply ? left - kept : min(left - kept, worth);

  const { venue: ready, held } = bring(lowered, due);
  requireVault(held === due, "CollateralStuck");
  return { venue: { ...ready, idle: ready.idle + spared - held }, shares, assets: held };
}

/** Repays the shares' part of the debt, or that of as many of them as the pool and the AMM let out. */
function repayPart(venue: LoopVenue, asked: bigint, order: UnwindOrder): { venue: LoopVenue; shares: bigint } {
  const { debt } = positionAt(venue);
  const part = min(mulDivUp(debt, asked, order.supply) + ROUNDING, debt);
  let shares = asked;
  let after = venue;
  if (asked !== 0n && part !== 0n) {
    after = lowerLoop(venue, part, order.slippage, order.flash);
    const paid = saturating(debt - positionAt(after).debt);
    if (paid + ROUNDING < part) shares = mulDivDown(shares, paid, part);
  }
  requireVault(shares !== 0n, "NothingTraded");
  return { venue: after, shares };
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function saturating(value: bigint): bigint {
  return value > 0n ? value : 0n;
}
