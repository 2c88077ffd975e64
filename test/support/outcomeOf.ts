import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runScenario } from "../../src/lab/runScenario.ts";
import type { RunOutcome } from "../../src/lab/runWorld.ts";
import { scenarioFiles } from "../../src/scenario/catalogue.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { treatmentFiles } from "../../src/scenario/treatmentFiles.ts";

/** Runs a bundled scenario under overrides as `faultline run` does, and keeps no folder. */
export function outcomeOf(name: string, ...overrides: string[]): Promise<RunOutcome> {
  return treatedOutcome(name, [], ...overrides);
}

/** The same with bundled treatments laid over the scenario. */
export async function treatedOutcome(
  name: string,
  treatments: readonly string[],
  ...overrides: string[]
): Promise<RunOutcome> {
  const [file = ""] = scenarioFiles(name);
  const out = mkdtempSync(join(tmpdir(), "faultline-"));
  try {
    return await runScenario(loadScenario(file, overrides, treatments.flatMap(treatmentFiles)), { out });
  } finally {
    rmSync(out, { recursive: true });
  }
}
