import { z } from "zod";
import { scenarioSchema } from "../scenario/schema.ts";

type Schema = z.core.JSONSchema.BaseSchema;

const INTRODUCTION = `# Scenario keys

A scenario is YAML. Decimals may be written as numbers or strings: 0.05, 5%, 1_000_000, 1e-3. Amounts of money are USD
unless the key says otherwise. Unknown keys are refused. \`faultline check FILE --resolved\` prints a scenario with
every default filled in. \`<name>\` stands for a name of your own, \`[]\` for an item of a list. \`npm run schemas\`
writes this page from the code.

| key | takes | default | meaning |
|---|---|---|---|
`;

/** The page of docs/ that lists every key of a scenario, made from the schema itself. */
export function scenarioReference(): string {
  const schema = z.toJSONSchema(scenarioSchema, { io: "input" });
  const rows = [...keysOf(schema, "")].map(([path, keys]) => {
    const first = keys[0] as Schema;
    const fallback = first.default === undefined ? "" : `\`${JSON.stringify(first.default)}\``;
    const kinds = [...new Set(keys.map(takes))].join(" or ");
    return `| \`${path}\` | ${kinds} | ${fallback} | ${escaped(first.description ?? "")} |`;
  });
  return `${INTRODUCTION}${rows.join("\n")}\n`;
}

/** Every key below a schema by its path; a key that several branches of a union have stands with each of its forms. */
function keysOf(schema: Schema, path: string): Map<string, Schema[]> {
  const found = new Map<string, Schema[]>();
  const merge = (inner: Map<string, Schema[]>) => {
    for (const [at, keys] of inner) found.set(at, [...(found.get(at) ?? []), ...keys]);
  };
  const add = (key: Schema, at: string) => {
    merge(new Map([[at, [key]]]));
    merge(keysOf(key, at));
  };
  for (const [name, key] of Object.entries(schema.properties ?? {}))
    add(key as Schema, path === "" ? name : `${path}.${name}`);
  if (typeof schema.additionalProperties === "object") add(schema.additionalProperties as Schema, `${path}.<name>`);
  if (typeof schema.items === "object" && !Array.isArray(schema.items))
    merge(keysOf(schema.items as Schema, `${path}[]`));
  for (const branch of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) merge(keysOf(branch as Schema, path));
  return found;
}

function takes(schema: Schema): string {
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(" or ");
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])] as Schema[];
  if (branches.length > 0) return [...new Set(branches.map(takes))].join(" or ");
  if (Array.isArray(schema.type)) return "decimal";
  if (schema.type === "object") return "keys";
  if (schema.type === "array") return "list";
  if (schema.format === "date-time") return "UTC time";
  const bounds = [schema.minimum, schema.maximum].map((bound) =>
    bound === undefined || Math.abs(Number(bound)) >= 2 ** 53 - 1 ? "" : String(bound),
  );
  return bounds.some(Boolean) ? `${schema.type} ${bounds.join("–")}` : String(schema.type);
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
}
