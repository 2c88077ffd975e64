import { type Document, LineCounter, type Pair, parseDocument } from "yaml";
import { badInput } from "../errors.ts";

/** A parsed YAML file with what it takes to say on which line something stands. */
export interface YamlFile {
  file: string;
  document: Document;
  lines: LineCounter;
}

/** Parses YAML text; syntax errors and duplicate keys are `code` with their line. */
export function parseYaml(text: string, file: string, code: string): YamlFile {
  const lines = new LineCounter();
  const document = guardedYaml(file, code, () =>
    parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: "1.2" }),
  );
  const fault = document.errors[0];
  if (fault === undefined) return { file, document, lines };
  throw badInput(code, `${firstSentence(fault.message)}.`, {
    place: { file, line: fault.linePos?.[0].line },
    hint: "The file must be valid YAML 1.2.",
  });
}

/** What the parser throws rather than reports: aliases without an anchor or beyond count, absurd nesting. */
export function guardedYaml<T>(file: string, code: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const message = cause instanceof RangeError ? "The file is nested too deeply" : firstSentence(String(cause));
    throw badInput(code, `${message.replace(/^\w*Error: /, "")}.`, {
      place: { file },
      hint: "The file must be valid YAML 1.2.",
      cause,
    });
  }
}

/** The plain value of a document; aliases that would blow up are refused. */
export function plainYaml({ file, document }: YamlFile, code: string): unknown {
  return guardedYaml(file, code, () => document.toJS({ maxAliasCount: 100 }) as unknown);
}

/** Keys are what they are as text: 1 and "1" lead to the same place. */
export function keyOf({ key }: Pair): string {
  return String(key);
}

function firstSentence(message: string): string {
  return (message.split("\n")[0] ?? message).replace(/ at line \d+, column \d+:?$/, "").replace(/\.$/, "");
}
