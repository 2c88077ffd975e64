import { RAY } from "../units.ts";
import type { Marks } from "./marks.ts";
import type { Correction } from "./movedPositions.ts";

/**
 * What a real pool credits accounts that it states in no event, such as a discount on what they owe: by how much their
 * claims rose and their debts fell beyond what events said, USD [wad] by account, at the block's marks.
 */
export function unstatedInterest(corrections: readonly Correction[], marks: Marks): { account: string; usd: bigint }[] {
  return corrections.map(({ account, side, reserve, gap }) => {
    const isClaim = side === "supplied";
    const index = (isClaim ? marks.supplyIndexes : marks.debtIndexes)[reserve] ?? RAY;
    const usd = marks.usd(marks.assetOf(reserve), (gap * index) / RAY);
    return { account, usd: isClaim ? usd : -usd };
  });
}
