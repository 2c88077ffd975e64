import { Command } from "commander";
import { checkExpectedFields } from "../src/analysis/expect.ts";
import { resolvedYaml } from "../src/lab/resolvedScenario.ts";
import { scenarioFiles } from "../src/scenario/catalogue.ts";
import { loadScenario } from "../src/scenario/load.ts";

/** `faultline check` */
export const checkCommand = new Command("check")
  .description("Validate a scenario without running it.")
  .summary("validate a scenario without running it")
  .argument("<scenario>", "name of a bundled scenario, a YAML file, or a folder of them")
  .option("--set <path=value>", "override one key", (value, all: string[]) => [...all, value], [] as string[])
  .option("--resolved", "print the scenario with every default filled in")
  .action((name: string, options: { set: string[]; resolved?: boolean }) => {
    for (const file of scenarioFiles(name)) {
      const { scenario } = loadScenario(file, options.set);
      checkExpectedFields(scenario.expect);
      console.log(options.resolved ? resolvedYaml(scenario) : `${scenario.name}: valid.`);
    }
  });
