import { unlessRefused } from "../model/vaults/basisVenue.ts";
import { type UnwindOrder, unwindLoop } from "../model/vaults/loopFulfil.ts";
import type { LoopPosition } from "../model/vaults/loopMath.ts";
import { lowerLoop, raiseLoop } from "../model/vaults/loopTrade.ts";
import { type LoopVenue, positionAt } from "../model/vaults/loopVenue.ts";

/** How a trade of a loop vault goes through, at once by flash loan or step by step, and how it leaves the vault. */
export interface LoopWay {
  flash: boolean;
  after: LoopPosition;
}

/** How so much debt can be repaid within the slippage [bps], by flash loan if wished; undefined if not at all. */
export function wayToLower(
  venue: LoopVenue,
  amount: bigint,
  slippage: bigint,
  wishesFlash: boolean,
): LoopWay | undefined {
  return firstWay(wishesFlash, (flash) => {
    const after = unlessRefused(() => lowerLoop(venue, amount, slippage, flash));
    return after !== null && positionAt(after).debt < positionAt(venue).debt ? after : null;
  });
}

/** How so much debt can be opened within the slippage [bps], by flash loan if wished; undefined if not at all. */
export function wayToRaise(
  venue: LoopVenue,
  amount: bigint,
  slippage: bigint,
  wishesFlash: boolean,
): LoopWay | undefined {
  return firstWay(wishesFlash, (flash) => {
    const after = unlessRefused(() => raiseLoop(venue, amount, slippage, flash));
    return after !== null && positionAt(after).debt > positionAt(venue).debt ? after : null;
  });
}

/** Sizes tried, as halvings of the largest: where the AMM is too far from the oracle for all, a part may go. */
const HALVINGS = 4;

/** How most of the shares can be served, by flash loan if wished; undefined if none can. */
export function wayToUnwind(
  venue: LoopVenue,
  order: Omit<UnwindOrder, "flash">,
  wishesFlash: boolean,
): (LoopWay & { shares: bigint }) | undefined {
  const trials = waysOf(wishesFlash).flatMap((flash) => {
    const most = servedBy(venue, order, flash);
    for (let halving = 0n; halving <= HALVINGS; halving++) {
      const done = unlessRefused(() => unwindLoop(venue, { ...order, shares: most >> halving, flash }));
      if (done !== null) return [{ flash, shares: done.shares, after: positionAt(done.venue) }];
    }
    return [];
  });
  return trials.reduce<(typeof trials)[number] | undefined>(
    (best, trial) => (best === undefined || trial.shares > best.shares ? trial : best),
    undefined,
  );
}

/** A flash loan reverts where the reserve has less cash than the shares' part of the debt. */
function servedBy(venue: LoopVenue, { shares, supply }: Omit<UnwindOrder, "flash">, flash: boolean): bigint {
  const { debt } = positionAt(venue);
  if (!flash || debt <= venue.debt.cash) return shares;
  const most = (supply * venue.debt.cash) / (debt + ROUNDING);
  return shares < most ? shares : most;
}

/** What the vault adds to the part of the debt that it repays. [debt asset] */
const ROUNDING = 3n;

function firstWay(wishesFlash: boolean, trial: (flash: boolean) => LoopVenue | null): LoopWay | undefined {
  for (const flash of waysOf(wishesFlash)) {
    const after = trial(flash);
    if (after !== null) return { flash, after: positionAt(after) };
  }
  return undefined;
}

function waysOf(wishesFlash: boolean): boolean[] {
  return wishesFlash ? [true, false] : [false];
}
