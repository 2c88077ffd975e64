import type { Limit } from "../../analysis/limitSchema.ts";
import type { LimitQuestion } from "./limitPlan.ts";

/** In percent where the user wrote an end so. */
export function shownAs({ between }: Pick<LimitQuestion, "between">): Limit["shownAs"] {
  return between.some((text) => text.trim().endsWith("%")) ? "percent" : "number";
}
