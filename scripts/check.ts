import { Command } from "commander";
import { checkExpectedFields } from "../src/analysis/expect.ts";
import { resolvedYaml } from "../src/lab/resolvedScenario.ts";
import { scenarioFiles } from "../src/scenario/catalogue.ts";
import { loadScenario } from "../src/scenario/load.ts";
import { treatmentFiles } from "../src/scenario/treatmentFiles.ts";
import { collect, WITH } from "./collect.ts";

/** `faultline check` */
export const checkCommand = new Command("check")
  .description("Validate a scenario without running it.")
  .summary("validate a scenario without running it")
  .argument("<scenario>", "name of a bundled scenario, a YAML file, or a folder of them")
  .option("--set <path=value>", "override one key", collect, [] as string[])
  .option(...WITH)
  .option("--resolved", "print the scenario with every default filled in")
  .action((name: string, options: { set: string[]; with: string[]; resolved?: boolean }) => {
    const overlays = options.with.flatMap(treatmentFiles);
    for (const file of scenarioFiles(name)) {
      const { scenario } = loadScenario(file, options.set, overlays);
      checkExpectedFields(scenario.expect);
      console.log(options.resolved ? resolvedYaml(scenario) : `${scenario.name}: valid.`);
    }
  });
