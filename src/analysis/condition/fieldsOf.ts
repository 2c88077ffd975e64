import type { Condition, Operand } from "./condition.ts";

type Field = Extract<Operand, { kind: "field" }>;

/** The figures that a condition names, each once, in the order in which they stand. */
export function fieldsOf(condition: Condition): Field[] {
  const all = named(condition);
  return all.filter(({ path }, i) => all.findIndex((other) => other.path === path) === i);
}

function named(condition: Condition): Field[] {
  switch (condition.kind) {
    case "comparison":
      return [condition.left, condition.right].filter((side) => side.kind === "field");
    case "not":
      return named(condition.part);
    default:
      return condition.parts.flatMap(named);
  }
}
