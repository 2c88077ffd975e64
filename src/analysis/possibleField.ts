import { z } from "zod";
import { summarySchema } from "./summary.ts";

type Schema = z.core.JSONSchema.BaseSchema;

const SUMMARY = z.toJSONSchema(summarySchema);

/**
 * Whether some run's summary could have a single figure at a dotted path. Names that depend on the run (assets, groups,
 * rounds) pass whatever they are, so a misspelt field is found before a run and a misspelt asset after it.
 */
export function isPossibleField(path: string): boolean {
  return leadsToFigure(SUMMARY, path.split("."));
}

function leadsToFigure(schema: Schema, names: readonly string[]): boolean {
  if (schema.anyOf !== undefined) return schema.anyOf.some((branch) => leadsToFigure(branch, names));
  const [first = ""] = names;
  if (names.length === 0) return schema.type !== "object" && schema.type !== "array";
  if (schema.type === "array")
    return /^\d+$/.test(first) && isSchema(schema.items) && leadsToFigure(schema.items, names.slice(1));

  const known =
    schema.properties !== undefined && Object.hasOwn(schema.properties, first) ? schema.properties[first] : undefined;
  if (isSchema(known)) return leadsToFigure(known, names.slice(1));
  const { additionalProperties: entry } = schema;
  // A name of the run's own may hold dots: any number of parts can be its name.
  return isSchema(entry) && names.some((_, i) => leadsToFigure(entry, names.slice(i + 1)));
}

function isSchema(part: unknown): part is Schema {
  return typeof part === "object" && part !== null && !Array.isArray(part);
}
