import { OTHERS } from "./context.ts";
import type { Holding } from "./groupHoldings.ts";

/** What of a real venue's claims and debts is nobody's else is the others'; the venue's own totals are negative. */
export function giveOthersTheRest(groups: ReadonlyMap<string, Holding>): void {
  const others = groups.get(OTHERS);
  if (others === undefined) return;
  const known = [...groups.values()].filter((holding) => holding !== others);
  for (const side of ["supplied", "owed"] as const) {
    others[side] = others[side].map((_, i) => known.reduce((rest, holding) => rest - (holding[side][i] ?? 0n), 0n));
  }
}
