import { z } from "zod";
import { nearest } from "../scenario/nearest.ts";
import { summarySchema } from "./summary.ts";

type Schema = z.core.JSONSchema.BaseSchema;

/** Stands for a name that depends on the run: an asset, a group, a position in a list. */
const ANY = "<name>";
const AT_MOST = 3;

/** The figures of a summary that were most likely meant by a path that names none; at most three, the nearest first. */
export function nearestFields(path: string): string[] {
  const parts = path.split(".");
  const all = figures(z.toJSONSchema(summarySchema)).map((names) =>
    names.length === parts.length ? names.map((name, i) => (name === ANY ? (parts[i] as string) : name)) : names,
  );
  // A dot too many or too few is a slip like any other.
  const byLetters = new Map(all.map((names) => [names.join(""), names.join(".")]));
  const found: string[] = [];
  while (found.length < AT_MOST) {
    const next = nearest(parts.join(""), [...byLetters.keys()]);
    if (next === undefined) break;
    found.push(byLetters.get(next) as string);
    byLetters.delete(next);
  }
  const last = (parts.at(-1) as string).toLowerCase();
  const ending = all.filter((names) => names.at(-1)?.toLowerCase() === last).map((names) => names.join("."));
  return [...new Set([...found, ...ending])].slice(0, AT_MOST);
}

function figures(schema: Schema): string[][] {
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap((branch) => figures(branch));
  const under = (name: string, child: unknown) =>
    isSchema(child) ? figures(child).map((names) => [name, ...names]) : [];
  if (schema.type === "array") return under(ANY, schema.items);
  if (schema.type !== "object") return schema.type === "null" ? [] : [[]];
  const known = Object.entries(schema.properties ?? {}).flatMap(([name, child]) => under(name, child));
  return [...known, ...under(ANY, schema.additionalProperties)];
}

function isSchema(part: unknown): part is Schema {
  return typeof part === "object" && part !== null && !Array.isArray(part);
}
