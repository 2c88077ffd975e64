import { abs } from "../../units.ts";
import type { PerpPosition } from "./position.ts";
import { positionFunding } from "./positionProfit.ts";
import { ceilDiv, quoteValueDown, quoteValueUp } from "./rounding.ts";

/** A position after a change; `pnl` realised by the part closed and `funding` settled, both in quote. */
export type PositionChange = { readonly position: PerpPosition; readonly pnl: bigint; readonly funding: bigint };

/**
 * Moves a position by `sizeDelta` at `price` (wad) and settles its funding. Cost grows by the value rounded up; a part
 * that closes is worth its value rounded down and releases cost · part ÷ size rounded up. What goes beyond zero opens
 * the other side.
 */
export function changePosition(
  before: PerpPosition,
  sizeDelta: bigint,
  price: bigint,
  fundingIndex: bigint,
  quoteUnit: bigint,
): PositionChange {
  const size = before.size + sizeDelta;
  const funding = positionFunding(before, fundingIndex, quoteUnit);
  const opposed = before.size > 0n !== sizeDelta > 0n && before.size !== 0n;
  const closed = !opposed ? 0n : abs(sizeDelta) < abs(before.size) ? -sizeDelta : before.size;
  const released = closed === 0n ? 0n : ceilDiv(before.cost * abs(closed), abs(before.size));
  const opened = sizeDelta + closed;
  return {
    position: {
      size,
      cost: before.cost - released + quoteValueUp(opened, price, quoteUnit),
      funding: size === 0n ? 0n : fundingIndex,
    },
    pnl: quoteValueDown(closed, price, quoteUnit) - released,
    funding,
  };
}
