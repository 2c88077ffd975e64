import { abs, WAD } from "../../units.ts";
import type { AdlCandidate } from "./adlScore.ts";
import { quoteValueUp } from "./rounding.ts";

/**
 * How much of its position (wad base, unsigned) a candidate can give up at a price that is `gap` (wad) worse than mark.
 * What it gives up, size · gap, is at most the position's profit and leaves the account its maintenance margin. Closing
 * all of it frees the position's own margin; a part is bounded as if it freed none, and one unit is kept for rounding.
 */
export function adlBound(candidate: AdlCandidate, gap: bigint, quoteUnit: bigint): bigint {
  const { profit, equity, maintenance, maintenanceOfOthers } = candidate;
  const size = abs(candidate.size);
  if (profit <= 0n || equity <= 0n) return 0n;
  const taken = quoteValueUp(size, gap, quoteUnit);
  if (taken <= profit && equity - taken >= maintenanceOfOthers) return size;
  const room = equity - maintenance - 1n;
  if (gap === 0n || room <= 0n) return 0n;
  const part = ((profit < room ? profit : room) * WAD * WAD) / (gap * quoteUnit);
  return part < size ? part : size;
}
