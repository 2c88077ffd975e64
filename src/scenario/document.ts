import { type Document, LineCounter, parseDocument } from "yaml";
import { badInput, type Place } from "../errors.ts";

/** A parsed YAML file that can say on which line a key stands. */
export interface ScenarioDocument {
  file: string;
  raw: unknown;
  placeOf(path: readonly PropertyKey[]): Place;
}

/** Parses YAML text; syntax errors and duplicate keys are `SCENARIO_SYNTAX` with their line. */
export function parseScenarioDocument(text: string, file: string, overrides: readonly string[] = []): ScenarioDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: "1.2" });
  const fault = document.errors[0];
  if (fault !== undefined) {
    throw badInput("SCENARIO_SYNTAX", `${firstSentence(fault.message)}.`, {
      place: { file, line: fault.linePos?.[0].line },
      hint: "The file must be valid YAML 1.2.",
    });
  }

  for (const override of overrides) applyOverride(document, override);
  const raw: unknown = document.toJS({ maxAliasCount: 100 });
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    throw badInput("SCENARIO_SYNTAX", "A scenario is a mapping of keys to values.", { place: { file, line: 1 } });
  }
  return {
    file,
    raw,
    placeOf: (path) => ({ file, line: lineOf(document, lines, path), key: path.map(String).join(".") }),
  };
}

/** `--set path=value`: the value is read as YAML, list items are addressed by their index. */
function applyOverride(document: Document, override: string): void {
  const split = override.indexOf("=");
  const path = override.slice(0, split).split(".").filter(Boolean);
  if (split < 1 || path.length === 0) {
    throw badInput("SET_SYNTAX", `"${override}" is not of the form path=value.`, {
      place: "--set",
      hint: "For example --set market.coupling=off.",
    });
  }
  const value = parseDocument(override.slice(split + 1), { version: "1.2" });
  if (value.errors.length > 0) {
    throw badInput("SET_SYNTAX", `The value of "${override}" is not valid YAML.`, { place: "--set" });
  }
  const keys = path.map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  try {
    document.setIn(keys, value.contents === null ? null : document.createNode(value.toJS()));
  } catch {
    throw badInput("SET_PATH", `"${path.join(".")}" does not lead to a key of the scenario.`, { place: "--set" });
  }
}

/** The line of the deepest part of `path` that the file itself holds. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | undefined {
  for (let depth = path.length; depth > 0; depth--) {
    const node: unknown = document.getIn(path.slice(0, depth), true);
    const range = (node as { range?: [number, number, number] } | undefined)?.range;
    if (range !== undefined) return lines.linePos(range[0]).line;
  }
  return undefined;
}

function firstSentence(message: string): string {
  return (message.split("\n")[0] ?? message).replace(/ at line \d+, column \d+:?$/, "").replace(/\.$/, "");
}
