import { mulDivDown } from "../model/mulDiv.ts";
import { notionalUp } from "../model/vaults/basisMath.ts";
import { BPS, WAD } from "../units.ts";
import type { BasisOutlook } from "./basisOutlook.ts";
import { isOutOfBand } from "./vaultBand.ts";

/** The least part of net assets that is worth a call to move between hands, pool and exchange. */
const MOVED_PART = 100n;

/** Whether margin or parked assets are so far from their aim, and so free to move, that a rebalance is worth its call. */
export function isAdrift(look: BasisOutlook): boolean {
  return hasSurplus(look) || isParkedBadly(look);
}

/** Margin so far above its aim that a rebalance takes some back. */
function hasSurplus({ settings, prices, short, equity, net, book, vault }: BasisOutlook): boolean {
  const notional = notionalUp(prices, short);
  const most = mulDivDown(notional, 2n * settings.marginRatio - settings.minMarginRatio, WAD);
  const account = book.accountOf(vault.info.address);
  if (account === undefined || equity <= most || equity * MOVED_PART <= net) return false;
  // However little is open, the exchange keeps the reward of its liquidation.
  const { initial, maintenance } = book.marginOf(account);
  return (equity - (initial > maintenance ? initial : maintenance)) * MOVED_PART > net;
}

function isParkedBadly({ settings, net, idle, parked, reachable, asked }: BasisOutlook): boolean {
  const spare = idle + parked - asked;
  const aimed = spare > 0n ? (spare * settings.parkedShare) / BPS : 0n;
  const [gap, most] = parked < aimed ? [aimed - parked, idle] : [parked - aimed, reachable];
  // A jammed pool lets out next to nothing, block after block.
  const moves = gap < most ? gap : most;
  return moves * MOVED_PART > net && isOutOfBand(parked, aimed, net);
}
