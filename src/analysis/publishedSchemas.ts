import { z } from "zod";
import { scenarioSchema } from "../scenario/schema.ts";
import { compareSchema } from "./compareSchema.ts";
import { limitSchema } from "./limitSchema.ts";
import { summarySchema } from "./summary.ts";

/** The JSON Schemas that docs/ publishes, by file: what a scenario may hold as written, and what the results hold. */
export function publishedSchemas(): Record<string, object> {
  return {
    "docs/scenario.schema.json": titled(
      "A Faultline scenario",
      z.toJSONSchema(scenarioSchema, { io: "input", override }),
    ),
    "docs/summary.schema.json": titled("A Faultline summary.json", z.toJSONSchema(summarySchema, { override })),
    "docs/compare.schema.json": titled("A Faultline compare.json", z.toJSONSchema(compareSchema, { override })),
    "docs/limit.schema.json": titled("A Faultline limit.json", z.toJSONSchema(limitSchema, { override })),
  };
}

function titled(title: string, { $schema, ...schema }: z.core.JSONSchema.BaseSchema): object {
  return { $schema, title, ...schema };
}

/** The largest exact integer as a bound says nothing to whoever writes a scenario. */
function override({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
}
