import { writeFileSync } from "node:fs";
import { publishedSchemas } from "../src/analysis/publishedSchemas.ts";
import { scenarioReference } from "../src/analysis/scenarioReference.ts";
import { forkSchemas } from "../src/fork/forkSchemas.ts";

/** Writes the JSON Schemas of docs/ anew; `npm run schemas` also formats them. */
for (const [file, schema] of Object.entries({ ...publishedSchemas(), ...forkSchemas() })) {
  writeFileSync(new URL(`../${file}`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
  console.log(file);
}

writeFileSync(new URL("../docs/SCENARIO.md", import.meta.url), scenarioReference());
console.log("docs/SCENARIO.md");
