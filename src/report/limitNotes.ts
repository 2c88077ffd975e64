import type { Limit } from "../analysis/limitSchema.ts";
import { knobText } from "./knobText.ts";

/** What a reader must know beside the finding, a sentence each. */
export function limitNotes(limit: Limit): string[] {
  const { changes, shownAs, curve, runs, notConverged } = limit;
  const text = (value: string) => knobText(value, shownAs);
  const several = changes.length > 1 ? changes : [];
  const missing = Object.keys(curve[0]?.fields ?? {}).flatMap((path) => {
    const count = curve.reduce((sum, point) => sum + (point.fields[path]?.missing ?? 0), 0);
    return count === 0 ? [] : [`${path} is null in ${count} of ${runs} runs; a comparison with it is false there.`];
  });
  return [
    ...several.map(
      ({ from, to, holdsAt, refined }) =>
        `Between ${text(from)} and ${text(to)} it ${holdsAt === "from" ? "stops holding" : "begins to hold"}${refined ? " (narrowed down)" : ""}.`,
    ),
    ...(limit.refinedBecause === null ? [] : [limit.refinedBecause]),
    ...missing,
    ...(notConverged === 0 ? [] : [`${notConverged} of ${runs} runs did not converge.`]),
  ];
}
