import { abs } from "../../units.ts";
import type { PerpSide } from "./marketState.ts";
import type { PerpPosition } from "./position.ts";

export type Sides = { readonly long: PerpSide; readonly short: PerpSide };

/** The sums over a market's sides when one position goes from `before` to `after`. */
export function movedSides({ long, short }: Sides, before: PerpPosition, after: PerpPosition): Sides {
  const moved = { long, short };
  for (const [{ size, cost, funding }, sign] of [
    [before, -1n],
    [after, 1n],
  ] as const) {
    if (size === 0n) continue;
    const name = size > 0n ? "long" : "short";
    const side = moved[name];
    moved[name] = {
      size: side.size + sign * abs(size),
      cost: side.cost + sign * abs(cost),
      fundingWeight: side.fundingWeight + sign * abs(size) * funding,
    };
  }
  return moved;
}
