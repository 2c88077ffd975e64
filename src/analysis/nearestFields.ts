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
  const same = figures(z.toJSONSchema(summarySchema))
    .filter((names) => names.length === parts.length)
    .map((names) => names.map((name, i) => (name === ANY ? (parts[i] as string) : name)).join("."));
  const found: string[] = [];
  for (let left = same; found.length < AT_MOST; left = left.filter((name) => !found.includes(name))) {
    const next = nearest(path, left);
    if (next === undefined) break;
    found.push(next);
  }
  const last = (parts.at(-1) as string).toLowerCase();
  const ending = figures(z.toJSONSchema(summarySchema)).filter((names) => names.at(-1)?.toLowerCase() === last);
  return [...new Set([...found, ...ending.map((names) => names.join("."))])].slice(0, AT_MOST);
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
