import { Command } from "commander";
import { RunDisplay } from "../src/lab/runDisplay.ts";
import { runScenario } from "../src/lab/runScenario.ts";
import { scenarioFiles } from "../src/scenario/catalogue.ts";
import { loadScenario } from "../src/scenario/load.ts";
import { treatmentFiles } from "../src/scenario/treatmentFiles.ts";
import { collect, WITH } from "./collect.ts";
import { interruptible } from "./interruptible.ts";
import { toSeed } from "./toSeed.ts";

interface RunFlags {
  set: string[];
  with: string[];
  seed?: number;
  out: string;
  json?: boolean;
}

/** `faultline run`: exit code 3 when the scenario's own expectations do not hold. */
export const runCommand = new Command("run")
  .description("Run a scenario: deploy, shock, liquidate, record, report.")
  .summary("run a scenario")
  .argument("<scenario>", "name of a bundled scenario, a YAML file, or a folder of them")
  .option("--set <path=value>", "override one key, for example market.coupling=off", collect, [] as string[])
  .option(...WITH)
  .option("--seed <n>", "seed in place of the scenario's", toSeed)
  .option("--out <dir>", "folder for the run's folder", "runs")
  .option("--json", "print summary.json instead of tables")
  .action(async (name: string, options: RunFlags) => {
    const overlays = options.with.flatMap(treatmentFiles);
    const loaded = scenarioFiles(name).map((file) => loadScenario(file, options.set, overlays));
    const isInterrupted = interruptible();
    const summaries = [];
    for (const one of loaded) {
      const display = new RunDisplay(one, options.json === true);
      const outcome = await runScenario(one, { ...options, ...display.hooks, isInterrupted });
      display.finish(outcome);
      summaries.push(outcome.summary);
      if (outcome.failures.length > 0) process.exitCode = 3;
    }
    if (options.json) console.log(JSON.stringify(summaries.length === 1 ? summaries[0] : summaries, null, 2));
  });
