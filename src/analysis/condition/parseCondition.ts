import { FaultlineError } from "../../errors.ts";
import { parseDecimal } from "../../units.ts";
import { FIGURE_DIGITS } from "../compareFigures.ts";
import type { Comparator, Comparison, Condition, Operand } from "./condition.ts";
import { conditionFault } from "./conditionFault.ts";
import { type Token, tokensOf } from "./tokensOf.ts";

const COMPARATORS: readonly string[] = ["<", "<=", ">", ">=", "==", "!="];
const WORDS: Record<string, string> = { and: "&&", or: "||", not: "!" };
const EXAMPLE = "For example 'cascade.branchingRatio < 1 and badDebtUsd.economic == 0'.";

/**
 * Reads a condition: comparisons of figures and constants, joined by `&&` or `and`, `||` or `or` (which bind less),
 * turned by `!` or `not` (which bind most), in parentheses. `UNTIL_SYNTAX` with the place of the first fault.
 */
export function parseCondition(text: string): Condition {
  const tokens = tokensOf(text);
  let next = 0;
  const condition = joined("any", "||", () => joined("all", "&&", single));
  if (peek().kind === "end") return condition;
  if (isComparator(peek())) throw fault("A comparison has two sides.", "Write a range as two: 'x > 1 and x < 2'.");
  throw fault(`${shown(peek())} cannot follow here.`, "Conditions are joined by && or and, || or or.");

  function peek(): Token {
    return tokens[next] as Token;
  }

  function accept(sign: string): boolean {
    if (signOf(peek()) !== sign) return false;
    next += 1;
    return true;
  }

  function joined(kind: "all" | "any", sign: string, part: () => Condition): Condition {
    const first = part();
    const parts = [first];
    while (accept(sign)) parts.push(part());
    return parts.length === 1 ? first : { kind, parts };
  }

  function single(): Condition {
    if (accept("!")) return { kind: "not", part: single() };
    if (signOf(peek()) === "(") return inParentheses();
    return comparison();
  }

  function inParentheses(): Condition {
    const opened = peek();
    next += 1;
    const inner = joined("any", "||", () => joined("all", "&&", single));
    if (accept(")")) return inner;
    if (peek().kind !== "end") throw fault(`${shown(peek())} cannot follow here.`, "A parenthesis is closed by ).");
    throw conditionFault(text, opened.at, "This parenthesis is not closed.", "Add a ).");
  }

  function comparison(): Comparison {
    const { at } = peek();
    const left = operand();
    if (!isComparator(peek()))
      throw fault("A comparison is missing.", `After a figure comes one of ${COMPARATORS.join(" ")}.`);
    const comparator = peek().text as Comparator;
    next += 1;
    const right = operand();
    if (left.kind === "constant" && right.kind === "constant")
      throw conditionFault(text, at, "A comparison needs a figure of the summary.", EXAMPLE);
    const isOrder = comparator !== "==" && comparator !== "!=";
    if (isOrder && [left, right].some((side) => side.kind === "constant" && typeof side.value === "boolean"))
      throw conditionFault(text, at, "True and false have no order.", "Compare them by == or !=.");
    return { kind: "comparison", left, comparator, right };
  }

  function operand(): Operand {
    const token = peek();
    const { at } = token;
    if (token.kind === "end") throw fault("Something is missing.", EXAMPLE);
    if (token.kind === "sign" || WORDS[token.text] !== undefined)
      throw fault(`${shown(token)} cannot stand here.`, `A figure of the summary or a number comes here. ${EXAMPLE}`);
    next += 1;
    if (token.kind === "number") return { kind: "constant", value: exact(token), at };
    if (token.text === "true" || token.text === "false") return { kind: "constant", value: token.text === "true", at };
    return { kind: "field", path: token.text.replaceAll('"', ""), at };
  }

  function exact({ text: number, at }: Token): string {
    try {
      parseDecimal(number, FIGURE_DIGITS);
      return number;
    } catch (error) {
      if (!(error instanceof FaultlineError)) throw error;
      throw conditionFault(text, at, error.message, error.hint ?? EXAMPLE);
    }
  }

  function fault(message: string, hint: string): FaultlineError {
    return conditionFault(text, peek().at, message, hint);
  }
}

function signOf({ kind, text }: Token): string | undefined {
  return kind === "sign" ? text : kind === "name" ? WORDS[text] : undefined;
}

function isComparator({ kind, text }: Token): boolean {
  return kind === "sign" && COMPARATORS.includes(text);
}

function shown({ text }: Token): string {
  return JSON.stringify(text);
}
