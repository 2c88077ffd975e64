import { type Document, isAlias, isCollection, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import { badInput, type Place } from "../errors.ts";
import { applyOverride, type Override } from "./override.ts";

/** A parsed YAML file that can say on which line a key stands. */
export interface ScenarioDocument {
  file: string;
  raw: unknown;
  placeOf(path: readonly PropertyKey[]): Place;
}

/** Parses YAML text; syntax errors and duplicate keys are `SCENARIO_SYNTAX` with their line. */
export function parseScenarioDocument(text: string, file: string, overrides: readonly string[] = []): ScenarioDocument {
  const lines = new LineCounter();
  const document = guarded(file, () => parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: "1.2" }));
  const fault = document.errors[0];
  if (fault !== undefined) {
    throw badInput("SCENARIO_SYNTAX", `${firstSentence(fault.message)}.`, {
      place: { file, line: fault.linePos?.[0].line },
      hint: "The file must be valid YAML 1.2.",
    });
  }

  const applied = document.contents === null ? [] : overrides.map((override) => applyOverride(document, override));
  const raw: unknown = guarded(file, () => document.toJS({ maxAliasCount: 100 }));
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    throw badInput("SCENARIO_SYNTAX", "A scenario is a mapping of keys to values.", {
      place: { file, line: 1 },
      hint: "It begins with name: and question:, each on its own line.",
    });
  }
  return {
    file,
    raw,
    placeOf: (path) =>
      applied.find((override) => isPrefix(override, path))?.place ?? {
        file,
        line: lineOf(document, lines, path),
        key: path.map(String).join("."),
      },
  };
}

/** What the parser throws rather than reports: aliases without an anchor or beyond count, absurd nesting. */
function guarded<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const message = cause instanceof RangeError ? "The file is nested too deeply" : firstSentence(String(cause));
    throw badInput("SCENARIO_SYNTAX", `${message.replace(/^\w*Error: /, "")}.`, {
      place: { file },
      hint: "The file must be valid YAML 1.2.",
      cause,
    });
  }
}

function isPrefix({ path }: Override, of: readonly PropertyKey[]): boolean {
  return path.length <= of.length && path.every((key, i) => String(key) === String(of[i]));
}

/** The line of the deepest key of `path` that the file itself holds. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | undefined {
  let offset: number | undefined;
  let node: unknown = document.contents;
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (!isCollection(node)) break;
    const pair = isMap(node)
      ? node.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
      : undefined;
    const child: unknown = pair === undefined ? node.get(key, true) : pair.value;
    const at = pair === undefined ? child : pair.key;
    if (!isNode(at) || !at.range) break;
    offset = at.range[0];
    node = child;
  }
  return offset === undefined ? undefined : lines.linePos(offset).line;
}

function firstSentence(message: string): string {
  return (message.split("\n")[0] ?? message).replace(/ at line \d+, column \d+:?$/, "").replace(/\.$/, "");
}
