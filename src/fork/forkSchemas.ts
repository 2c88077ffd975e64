import { z } from "zod";
import { curveSchema } from "./curve/curveSchema.ts";
import { depthSchema } from "./market/depth/depthSchema.ts";
import { positionsSchema } from "./screen/positions.ts";

/** The JSON Schemas of what the fork commands write and take, by the file of docs/ that publishes each. */
export function forkSchemas(): Record<string, object> {
  return {
    "docs/positions.schema.json": titled("A Faultline positions.json", positionsSchema),
    "docs/depth.schema.json": titled("A Faultline depth overlay", depthSchema),
    "docs/curve.schema.json": titled("A Faultline curve.json", curveSchema),
  };
}

function titled(title: string, written: z.ZodType): object {
  const { $schema, ...schema } = z.toJSONSchema(written, {
    io: "input",
    override: ({ jsonSchema }) => {
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return { $schema, title, ...schema };
}
