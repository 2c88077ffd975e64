import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { badInput } from "../errors.ts";

/** The folder of bundled scenarios. */
export const SCENARIOS = fileURLToPath(new URL("../../scenarios", import.meta.url));

/** Names of the bundled scenarios: one a file or folder. */
export function scenarioNames(): string[] {
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
  const candidates = [join(SCENARIOS, `${nameOrPath}.yaml`), join(SCENARIOS, nameOrPath), resolve(nameOrPath)];
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found === undefined) {
    throw badInput("SCENARIO_UNKNOWN", `There is no scenario or file "${nameOrPath}".`, {
      hint: `Bundled scenarios: ${scenarioNames().join(", ")}.`,
    });
  }
  if (!statSync(found).isDirectory()) return [found];

  const files = readdirSync(found)
    .filter((entry) => entry.endsWith(".yaml"))
    .sort();
  if (files.length === 0) {
    throw badInput("SCENARIO_UNKNOWN", `The folder "${nameOrPath}" holds no scenario.`, {
      hint: "A scenario ends in .yaml.",
    });
  }
  return files.map((file) => join(found, file));
}
