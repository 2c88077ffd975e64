import { compareFigures, type Figure } from "../compareFigures.ts";
import { fieldAt } from "../field.ts";
import type { Comparator, Condition, Operand } from "./condition.ts";

const ORDERS: Record<Comparator, (order: number) => boolean> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
  "==": (order) => order === 0,
  "!=": (order) => order < 0 || order > 0,
};

/**
 * Whether a summary meets a condition. Amounts compare exactly. A comparison with a figure that is null, absent or no
 * number is false, `!=` included.
 */
export function meets(summary: object, condition: Condition): boolean {
  switch (condition.kind) {
    case "all":
      return condition.parts.every((part) => meets(summary, part));
    case "any":
      return condition.parts.some((part) => meets(summary, part));
    case "not":
      return !meets(summary, condition.part);
    case "comparison": {
      const [left, right] = [figureOf(summary, condition.left), figureOf(summary, condition.right)];
      return ORDERS[condition.comparator](compareFigures(left, right));
    }
  }
}

function figureOf(summary: object, side: Operand): Figure {
  if (side.kind === "constant") return side.value;
  const value = fieldAt(summary, side.path);
  return value === undefined || typeof value === "object" ? null : value;
}
