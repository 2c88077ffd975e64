import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { badInput } from "../errors.ts";
import { didYouMean } from "./nearest.ts";

const FOLDER = fileURLToPath(new URL("../../treatments", import.meta.url));

/** Names of the bundled treatments, one a file. */
export function treatmentNames(): string[] {
  return readdirSync(FOLDER)
    .filter((entry) => entry.endsWith(".yaml"))
    .map((entry) => basename(entry, ".yaml"))
    .sort();
}

/**
 * The files that a `--with` stands for, in the order in which they are laid over a scenario: a bundled treatment, a
 * YAML file, or several of either joined by `+`. `TREATMENT_UNKNOWN` for what is neither.
 */
export function treatmentFiles(nameOrPath: string): string[] {
  const names = treatmentNames();
  const fileOf = (one: string) =>
    names.includes(one) ? join(FOLDER, `${one}.yaml`) : one !== "" && existsSync(one) ? one : undefined;
  const whole = fileOf(nameOrPath);
  if (whole !== undefined) return [whole];
  return nameOrPath.split("+").map((part) => {
    const file = fileOf(part);
    if (file !== undefined) return file;
    throw badInput("TREATMENT_UNKNOWN", `There is no treatment or file "${part}".`, {
      place: "--with",
      hint: `${didYouMean(part, names)}Bundled treatments: ${names.join(", ")}.`,
    });
  });
}
