import { Command } from "commander";
import { limitText } from "../src/report/limitText.ts";
import { scenarioFile } from "../src/scenario/catalogue.ts";
import { treatmentFiles } from "../src/scenario/treatmentFiles.ts";
import { findLimit } from "../src/sweep/limit/findLimit.ts";
import { limitDisplay } from "../src/sweep/limit/limitDisplay.ts";
import { limitPlan } from "../src/sweep/limit/limitPlan.ts";
import { WorkerPool } from "../src/sweep/workerPool.ts";
import { type LimitFlags, withLimitOptions } from "./limitOptions.ts";

/** `faultline limit` */
export const limitCommand = withLimitOptions(
  new Command("limit")
    .description("Find the value of a scenario's key up to which a condition on its summary holds, over seeds.")
    .summary("find the value up to which a condition holds")
    .argument("<scenario>", "name of a bundled scenario, or a YAML file"),
).action(async (name: string, options: LimitFlags) => {
  const overlays = options.with.flatMap(treatmentFiles);
  const plan = limitPlan({ ...options, file: scenarioFile(name), overlays, sets: options.set });
  const silent = options.json === true;
  const pool = new WorkerPool(options.jobs);
  try {
    const { out, keepRuns = false } = options;
    const { folder, result } = await findLimit(plan, { out, pool, keepRuns, silent, ...limitDisplay(plan, silent) });
    console.log(silent ? JSON.stringify(result, null, 2) : `\n${limitText(result, `${folder}/report.html`)}`);
  } finally {
    await pool.close();
  }
});
