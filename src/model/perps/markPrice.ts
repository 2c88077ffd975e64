import { WAD } from "../../units.ts";
import type { MarkInputs } from "./marketState.ts";
import { floorDiv } from "./rounding.ts";
import type { MarkRule } from "./terms.ts";

/**
 * The price that values positions, in wad: the index; or the median of the index, the index at the average skew
 * premium and the spot average. Without a spot average the median of the other two is their mean, rounded down.
 */
export function markPrice(rule: MarkRule, { index, premium, spot }: MarkInputs): bigint {
  if (rule === "index") return index;
  const atPremium = premium <= -WAD ? 0n : floorDiv(index * (WAD + premium), WAD);
  if (spot === undefined) return floorDiv(index + atPremium, 2n);
  const [, median] = [index, atPremium, spot].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)) as [bigint, bigint, bigint];
  return median;
}
