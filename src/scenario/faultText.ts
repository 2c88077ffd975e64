import type { z } from "zod";
import { didYouMean } from "./nearest.ts";

type Issue = z.core.$ZodIssue;

/** What is wrong with a value, to follow its key: `must be a whole number, not 1.5`. */
export function faultText(issue: Issue): { text: string; hint: string } {
  const got = shown("input" in issue ? issue.input : undefined);
  const plain = (text: string) => ({ text, hint: "docs/SCENARIO.md lists what each key takes." });
  switch (issue.code) {
    case "invalid_type":
      if (issue.expected.match(/^(number|int)$/) && /^\d[\d_,]*$/.test(String(issue.input)))
        return { text: `must be a plain whole number, not ${got}`, hint: "Write it without separators, as 60000000." };
      return plain(`must be ${typeWord(issue.expected)}, not ${got}`);
    case "invalid_value":
      return choice(issue.values, issue.input, got);
    case "too_small":
    case "too_big": {
      const [side, bound] = issue.code === "too_small" ? ["least", issue.minimum] : ["most", issue.maximum];
      if (issue.origin === "string") return plain("must not be empty");
      if (issue.origin === "array") return plain(`must list at ${side} ${bound}`);
      const word = issue.inclusive ? `at ${side} ${bound}` : `${side === "least" ? "more" : "less"} than ${bound}`;
      return plain(`must be ${word}, not ${got}`);
    }
    case "invalid_format":
      if (issue.format === "datetime") return plain(`must be a UTC time such as 2025-10-10T20:45:00Z, not ${got}`);
      return plain(`${issue.message}, not ${got}`);
    case "invalid_union":
      return unionText(issue, got);
    default: {
      const text = issue.message.replace(/\.$/, "");
      const hint: unknown = issue.code === "custom" ? issue.params?.hint : undefined;
      return typeof hint === "string" ? { text, hint } : plain(text);
    }
  }
}

function unionText(issue: z.core.$ZodIssueInvalidUnion, got: string): { text: string; hint: string } {
  const { discriminator, options } = issue as { discriminator?: string; options?: readonly unknown[] };
  if (discriminator !== undefined && options !== undefined) {
    const written = (issue.input as Record<string, unknown> | undefined)?.[discriminator];
    return choice(options, written, shown(written));
  }
  const leaves = issue.errors.flatMap((branch) => branch.slice(0, 1));
  const values = leaves.flatMap((leaf) => (leaf.code === "invalid_value" ? leaf.values : []));
  const types = leaves.flatMap((leaf) => (leaf.code === "invalid_type" ? typeWord(leaf.expected) : []));
  // A decimal may be written as a number or as text, and is a number all the same.
  const words = [...values.map(shown), ...new Set(types.includes("a number") ? ["a number"] : types)];
  return { text: `must be ${either(words)}, not ${got}`, hint: "docs/SCENARIO.md lists what each key takes." };
}

function choice(values: readonly unknown[], input: unknown, got: string): { text: string; hint: string } {
  const near = didYouMean(String(input), values.map(String));
  return {
    text: `must be ${either(values.map(shown))}, not ${got}`,
    hint: `${near}docs/SCENARIO.md lists what each key takes.`,
  };
}

function typeWord(expected: string): string {
  const words: Record<string, string> = {
    number: "a number",
    int: "a whole number",
    string: "a text",
    boolean: "true or false",
    object: "a mapping of keys",
    record: "a mapping of names",
    array: "a list",
  };
  return words[expected] ?? `a ${expected}`;
}

function either(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "something else") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  return typeof value === "string" ? `"${value}"` : String(value);
}
