import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { badInput } from "../errors.ts";
import { didYouMean } from "./nearest.ts";

/** The folder of bundled scenarios. */
export const SCENARIOS = fileURLToPath(new URL("../../scenarios", import.meta.url));

/** What a bundled scenario's name begins with that is laid over a forked chain and cannot be run by itself. */
const OF_FORK = "fork-";

/** Names of the bundled scenarios that run by themselves: one a file or folder. */
export function scenarioNames(): string[] {
  return bundledNames().filter((name) => !name.startsWith(OF_FORK));
}

/** Names of the bundled scenarios for forked chains. */
export function forkScenarioNames(): string[] {
  return bundledNames().filter((name) => name.startsWith(OF_FORK));
}

function bundledNames(): string[] {
  return readdirSync(SCENARIOS)
    .filter((entry) => entry.endsWith(".yaml") || statSync(join(SCENARIOS, entry)).isDirectory())
    .map((entry) => basename(entry, ".yaml"))
    .sort();
}

/**
 * The files that a name or path stands for: a bundled scenario, a YAML file, or a folder of YAML files, which are then
 * run in the order of their names.
 */
export function scenarioFiles(nameOrPath: string): string[] {
  const names = bundledNames();
  const bundled = [join(SCENARIOS, `${nameOrPath}.yaml`), join(SCENARIOS, nameOrPath)];
  const candidates = names.includes(nameOrPath) ? bundled : [nameOrPath];
  const found = nameOrPath === "" ? undefined : candidates.find((candidate) => existsSync(candidate));
  if (found === undefined) {
    throw badInput("SCENARIO_UNKNOWN", `There is no scenario or file "${nameOrPath}".`, {
      place: "<scenario>",
      hint: `${didYouMean(nameOrPath, names)}Bundled scenarios: ${names.join(", ")}.`,
    });
  }
  if (!statSync(found).isDirectory()) return [found];

  const files = readdirSync(found)
    .filter((entry) => entry.endsWith(".yaml"))
    .sort();
  if (files.length === 0) {
    throw badInput("SCENARIO_UNKNOWN", `The folder "${nameOrPath}" holds no scenario.`, {
      place: "<scenario>",
      hint: "A scenario ends in .yaml.",
    });
  }
  return files.map((file) => join(found, file));
}

/** The file that a name or path stands for, where one scenario is asked for. */
export function scenarioFile(nameOrPath: string): string {
  const files = scenarioFiles(nameOrPath);
  if (files.length === 1) return files[0] as string;
  throw badInput("SCENARIO_SEVERAL", `"${nameOrPath}" is a folder of ${files.length} scenarios.`, {
    place: "<scenario>",
    hint: `One is asked for, for example ${files[0]}.`,
  });
}
