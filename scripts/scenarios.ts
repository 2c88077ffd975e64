import { basename } from "node:path";
import Table from "cli-table3";
import { Command } from "commander";
import { readForkFile } from "../src/fork/run/forkFile.ts";
import { forkScenarioNames, scenarioFile, scenarioFiles, scenarioNames } from "../src/scenario/catalogue.ts";
import { loadScenario } from "../src/scenario/load.ts";

/** `faultline scenarios` */
export const scenariosCommand = new Command("scenarios")
  .description("List the bundled scenarios and the question each answers.")
  .summary("list the bundled scenarios")
  .option("--json", "print JSON instead of a table")
  .action((options: { json?: boolean }) => {
    const local = scenarioNames().flatMap((name) =>
      scenarioFiles(name).map((file, _, { length }) => ({
        name: length === 1 ? name : `${name} (${basename(file, ".yaml")})`,
        question: loadScenario(file).scenario.question,
      })),
    );
    const forked = forkScenarioNames().map((name) => ({
      name: `${name} (on a fork)`,
      question: String(readForkFile(scenarioFile(name)).body.get("question")),
    }));
    const listed = [...local, ...forked];
    if (options.json) return console.log(JSON.stringify(listed, null, 2));
    const table = new Table({
      head: ["scenario", "question"],
      colWidths: [28, 90],
      wordWrap: true,
      style: { head: [], border: [] },
    });
    table.push(...listed.map(({ name, question }) => [name, question]));
    console.log(table.toString());
  });
