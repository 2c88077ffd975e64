import { z } from "zod";
import { WAD } from "../units.ts";
import { grains } from "./grains.ts";
import { scenarioSchema } from "./schema.ts";

/** A key of a scenario that takes a number. A name or position that is not settled yet is `*`. */
export interface NumericKey {
  path: readonly string[];
  /** The smallest step between two values, [wad]; one for whole numbers. */
  grain: bigint;
}

/** The parts of a JSON Schema that are walked, and a mark on what takes a decimal. */
interface Node {
  type?: string;
  properties?: Record<string, Node>;
  additionalProperties?: Node | boolean;
  items?: Node | boolean;
  anyOf?: Node[];
  oneOf?: Node[];
  const?: unknown;
  enum?: unknown[];
  grain?: string;
}

/** What a name or position is called that the scenario does not settle. */
export const ANY_NAME = "*";

/**
 * Every key of a scenario that takes a number: with the names, positions and kinds of `raw` where it has some, and one
 * name that stands for any in each mapping of names. The seed is none: it is no property of what is studied.
 */
export function numericKeys(raw: unknown): NumericKey[] {
  const root = z.toJSONSchema(scenarioSchema, { io: "input", unrepresentable: "any", override: markGrain }) as Node;
  const keys = under(root, raw, []).filter(({ path }) => path.join() !== "seed");
  return keys.filter(({ path }, i) => keys.findIndex((other) => other.path.join("\n") === path.join("\n")) === i);
}

function markGrain({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: object }): void {
  const marked = grains.get(zodSchema);
  if (marked !== undefined) Object.assign(jsonSchema, { grain: String(marked.grain) });
}

function under(node: Node, value: unknown, path: readonly string[]): NumericKey[] {
  if (node.grain !== undefined) return [{ path, grain: BigInt(node.grain) }];
  if (node.const !== undefined || node.enum !== undefined) return [];
  if (node.type === "integer") return [{ path, grain: WAD }];
  const alternatives = node.anyOf ?? node.oneOf;
  if (alternatives !== undefined) return ofKind(alternatives, value).flatMap((one) => under(one, value, path));

  const held = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  const known = Object.entries(node.properties ?? {}).flatMap(([name, child]) =>
    under(child, held[name], [...path, name]),
  );
  const entry = node.additionalProperties ?? node.items;
  if (typeof entry !== "object") return known;
  const names = Object.keys(held).flatMap((name) => under(entry, held[name], [...path, name]));
  // A name that is new makes sense where a single number stands under it; a whole mapping has to be there already.
  const open = under(entry, undefined, [...path, ANY_NAME]);
  return [...known, ...names, ...open.filter((key) => node.items === undefined && key.path.length === path.length + 1)];
}

/** Of alternatives, those of the kind that is written, all where none is. */
function ofKind(alternatives: readonly Node[], value: unknown): readonly Node[] {
  const kind = (value as { kind?: unknown } | null | undefined)?.kind;
  const same = alternatives.filter(({ properties }) => properties?.kind?.const === kind);
  return kind !== undefined && same.length > 0 ? same : alternatives;
}
