import { mulDivDown, mulDivUp } from "../mulDiv.ts";
import { bringBack, calledBack, reachableDown } from "./basisCash.ts";
import { tryBuy, unflagged, withoutMargin } from "./basisMargin.ts";
import { spotValueDown } from "./basisMath.ts";
import { above, type BasisPosition, basisNetDown, shortOf } from "./basisPosition.ts";
import { sellSpot } from "./basisSpot.ts";
import { type BasisVenue, basisPositionAt, shortAt } from "./basisVenue.ts";
import { VIRTUAL_SHARES } from "./conversion.ts";
import { requireVault } from "./refusal.ts";

/** What the pool's own rounding may take of two withdrawals. [asset] */
const ROUNDING = 2n;

/** Buys `part` of `whole` of the short back, sells that of the spot, takes that of the margin; null if refused. */
export function unwindBook(venue: BasisVenue, held: BasisPosition, part: bigint, whole: bigint): BasisVenue | null {
  const size = mulDivDown(shortOf(held), part, whole);
  const bought = size === 0n ? venue : tryBuy(venue, size);
  if (bought === null) return null;
  const room = bought.room + spotValueDown(venue.prices, 1n) + 1n; // what rounding up may add to the part
  const { venue: sold } = sellSpot({ ...bought, room }, mulDivUp(held.spot, part, whole));
  const kept = mulDivUp(above(held.equity, 0n), whole - part, whole);
  return withoutMargin(sold, above(shortAt(sold).equity, kept)).venue;
}

/** Frees what `shares` of `supply`, which holds the virtual ones, are worth; what is due is idle then. */
export function unwindBasis(
  found: BasisVenue,
  shares: bigint,
  supply: bigint,
): { venue: BasisVenue; shares: bigint; assets: bigint } {
  const venue = unflagged(found);
  const before = basisPositionAt(venue);
  const spotValue = spotValueDown(venue.prices, before.spot);
  const within = spotValue > venue.room ? min(shares, mulDivDown(supply, venue.room, spotValue)) : shares;
  // The last to leave take the virtual shares' part apart too: a crumb would hold margin back.
  const part = within + VIRTUAL_SHARES === supply ? supply : within;
  const unwound = unwindBook(venue, before, part, supply);
  const after = unwound ?? venue;
  const left = basisPositionAt(after);
  const net = basisNetDown(venue.prices, before);
  const netLeft = basisNetDown(venue.prices, left);

  const liquid = left.idle + reachableDown(after);
  let done = unwound === null ? shares : within;
  let due = dueDown(done, supply, net, netLeft);
  requireVault(due !== 0n, "UnwindingCostsMore");
  if (due > liquid) {
    done = min(done, mulDivDown(supply, liquid + above(net, netLeft), net + 1n));
    due = min(dueDown(done, supply, net, netLeft), liquid);
  }
  requireVault(due !== 0n, "NothingTraded");

  const parkedPart = min(min(mulDivDown(left.parked, done, supply), due), reachableDown(after));
  const ready = parkedPart === 0n ? after : calledBack(after, parkedPart);
  const idle = bringBack(ready, due).venue;
  return { venue: { ...idle, idle: idle.idle - due }, shares: done, assets: due };
}

/** What the others do not need to keep their price; what trades brought above it stays with them. [asset] */
function dueDown(shares: bigint, supply: bigint, net: bigint, netLeft: bigint): bigint {
  const kept = mulDivUp(net, supply - shares, supply) + ROUNDING;
  const due = above(netLeft, kept);
  return shares + VIRTUAL_SHARES === supply ? due : min(due, mulDivDown(shares, net + 1n, supply));
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
