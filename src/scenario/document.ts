import { type Document, isAlias, isCollection, isMap, isNode, isScalar, type Node } from "yaml";
import { badInput, type Place } from "../errors.ts";
import { layOver } from "./layOver.ts";
import type { Overlay } from "./overlay.ts";
import { applyOverride, type Override } from "./override.ts";
import { parseYaml, plainYaml } from "./yamlFile.ts";

/** A parsed YAML file that can say on which line a key stands. */
export interface ScenarioDocument {
  file: string;
  raw: unknown;
  placeOf(path: readonly PropertyKey[]): Place;
}

const CODE = "SCENARIO_SYNTAX";

/**
 * Parses YAML text, lays overlays over it one after another, then overrides (`path=value`). Syntax errors and duplicate
 * keys are `SCENARIO_SYNTAX` with their line. A key's place is in the file that its value came from.
 */
export function parseScenarioDocument(
  text: string,
  file: string,
  overrides: readonly string[] = [],
  overlays: readonly Overlay[] = [],
): ScenarioDocument {
  const base = parseYaml(text, file, CODE);
  const { document } = base;
  requireMapping(plainYaml(base, CODE), file);
  const sourceOf = layOver(base, overlays);
  const applied = overrides.map((override) => applyOverride(document, override));
  const raw = plainYaml(base, CODE);
  requireMapping(raw, file);
  return {
    file,
    raw,
    placeOf: (path) => {
      const override = applied.find((one) => isPrefix(one, path));
      if (override !== undefined) return override.place;
      const at = deepestKey(document, path);
      const { file, lines } = (at && sourceOf(at)) ?? base;
      const line = at?.range ? lines.linePos(at.range[0]).line : undefined;
      return { file, line, key: path.map(String).join(".") };
    },
  };
}

function requireMapping(raw: unknown, file: string): void {
  if (typeof raw === "object" && raw !== null && !Array.isArray(raw)) return;
  throw badInput(CODE, "A scenario is a mapping of keys to values.", {
    place: { file, line: 1 },
    hint: "It begins with name: and question:, each on its own line.",
  });
}

function isPrefix({ path }: Override, of: readonly PropertyKey[]): boolean {
  return path.length <= of.length && path.every((key, i) => String(key) === String(of[i]));
}

/** The deepest key of `path`, or item of a list, that a file itself holds. */
function deepestKey(document: Document, path: readonly PropertyKey[]): Node | undefined {
  let deepest: Node | undefined;
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
    deepest = at;
    node = child;
  }
  return deepest;
}
