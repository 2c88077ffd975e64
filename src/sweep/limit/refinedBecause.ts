import type { Reason } from "./chooseChange.ts";

const TEXTS: Record<Reason, string | null> = {
  only: null,
  nearestToLow:
    "The change nearest to the lower end was narrowed down: the condition holds there and at every value tried up to it.",
  nearestToHigh:
    "The change nearest to the upper end was narrowed down: the condition holds there and at every value tried down to it.",
  last: "The last change was narrowed down, since the condition holds at neither end.",
};

/** Why one of several changes was narrowed down; null where there is one alone. */
export function refinedBecause(reason: Reason): string | null {
  return TEXTS[reason];
}
