import { z } from "zod";
import { scenarioSchema } from "./schema.ts";

/** The parts of a JSON Schema that say which keys a mapping may have. */
interface Node {
  properties?: Record<string, Node>;
  additionalProperties?: Node | boolean;
  items?: Node | boolean;
  anyOf?: Node[];
  oneOf?: Node[];
  const?: unknown;
}

/** The keys that a scenario may have at `path`, given what it holds there; empty where any name is allowed. */
export function knownKeys(raw: unknown, path: readonly PropertyKey[]): string[] {
  let nodes = branches(z.toJSONSchema(scenarioSchema, { io: "input", unrepresentable: "any" }) as Node, raw);
  let value = raw;
  for (const key of path) {
    value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
    nodes = nodes.flatMap((node) => {
      const child = node.properties?.[String(key)] ?? node.additionalProperties ?? node.items;
      return typeof child === "object" ? branches(child, value) : [];
    });
  }
  return [...new Set(nodes.flatMap((node) => Object.keys(node.properties ?? {})))];
}

/** A schema's alternatives, without those that are of another `kind` than the value. */
function branches(node: Node, value: unknown): Node[] {
  const alternatives = node.anyOf ?? node.oneOf;
  if (alternatives === undefined) return [node];
  const kind = (value as { kind?: unknown } | null | undefined)?.kind;
  const named = alternatives.flatMap((alternative) => branches(alternative, value));
  const same = named.filter((alternative) => alternative.properties?.kind?.const === kind);
  return kind !== undefined && same.length > 0 ? same : named;
}
