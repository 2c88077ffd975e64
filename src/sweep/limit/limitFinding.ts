import type { Limit } from "../../analysis/limitSchema.ts";
import { knobText } from "../../report/knobText.ts";

/** What a search found, in a sentence or two. */
export function limitFinding(result: Omit<Limit, "finding">): string {
  const { limit, curve, seeds, changes, monotone, shownAs } = result;
  const text = (value: string) => knobText(value, shownAs);
  const [low, high] = [text(result.between.low), text(result.between.high)];
  const all = seeds.length === 1 ? "" : ` on each of ${seeds.length} seeds`;
  if (limit === null) {
    if (curve[0]?.holds === true)
      return `It holds${all} at every value tried from ${low} to ${high}: no limit between.`;
    const some = curve.some(({ share }) => share > 0);
    return `It holds${all} at no value tried from ${low} to ${high}${some ? ", though on some seeds" : ""}: no limit between.`;
  }
  const found = `It holds${all} ${whereOf(result, text)}, no longer at ${text(limit.failsAt)}.`;
  if (changes.length > 1) return `${found} The response is not monotone: the answer changes ${changes.length} times.`;
  return monotone ? found : `${found} The share of seeds turns back on the way.`;
}

/** From the end that holds to the interval, or up to it where neither end does. */
function whereOf({ limit, curve }: Omit<Limit, "finding">, text: (value: string) => string): string {
  const { holdsAt = "", side } = limit ?? {};
  const end = side === "below" ? curve[0] : curve.at(-1);
  const way = side === "below" ? "up to" : "down to";
  if (end?.value === holdsAt) return `at ${text(holdsAt)}`;
  return end?.holds === true ? `from ${text(end.value)} ${way} ${text(holdsAt)}` : `${way} ${text(holdsAt)}`;
}
