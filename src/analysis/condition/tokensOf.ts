import { conditionFault } from "./conditionFault.ts";

/** A word or sign of a condition, and where it begins, from 0. */
export interface Token {
  kind: "name" | "number" | "sign" | "end";
  text: string;
  at: number;
}

const SPACE = /\s+/y;
const SIGN = /&&|\|\||[<>=!]=|[<>!()]/y;
const NUMBER = /[+-]?(?:\d[\d_,]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d{1,3})?%?(?![\p{L}\d_.%])/uy;
/** Parts joined by dots; one that holds anything but letters, digits, `_`, `-` and `/` stands in quotes. */
const NAME = /(?:[\p{L}_][\p{L}\d_/-]*|"[^"]*")(?:\.(?:[\p{L}\d_/-]+|"[^"]*"))*/uy;

/** Splits a condition into its words and signs; `UNTIL_SYNTAX` with the place of what is neither. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  for (take(SPACE); at < text.length; take(SPACE)) {
    const from = at;
    const sign = take(SIGN);
    const number = sign ?? take(NUMBER);
    const name = number ?? take(NAME);
    if (name === undefined) throw unknownSign(text, from);
    const kind = sign !== undefined ? "sign" : number !== undefined ? "number" : "name";
    tokens.push({ kind, text: name, at: from });
  }
  return [...tokens, { kind: "end", text: "", at: text.length }];
}

function unknownSign(text: string, at: number) {
  const sign = text[at] as string;
  const hints: Record<string, string> = {
    "=": "Equality is written ==, at most <= and at least >=.",
    "&": "Conditions are joined by && or and.",
    "|": "Conditions are joined by || or or.",
    '"': "A quoted part of a name needs its second quote.",
  };
  const hint = hints[sign] ?? "For example 'cascade.branchingRatio < 1 and badDebtUsd.economic == 0'.";
  return conditionFault(text, at, `${JSON.stringify(sign)} cannot stand here.`, hint);
}
