/** How two figures may stand to each other. */
export type Comparator = "<" | "<=" | ">" | ">=" | "==" | "!=";

/** One side of a comparison: a figure of the summary, or a constant. `at` is where it stands in the text, from 0. */
export type Operand =
  | { kind: "field"; path: string; at: number }
  | { kind: "constant"; value: string | boolean; at: number };

export interface Comparison {
  kind: "comparison";
  left: Operand;
  comparator: Comparator;
  right: Operand;
}

/** What is asked of a summary. */
export type Condition =
  | Comparison
  | { kind: "all" | "any"; parts: readonly Condition[] }
  | { kind: "not"; part: Condition };
