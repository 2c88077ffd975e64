import { Command } from "commander";
import { compareText } from "../src/report/compareText.ts";
import { scenarioFile } from "../src/scenario/catalogue.ts";
import { comparePlan } from "../src/sweep/compare/comparePlan.ts";
import { runCompare } from "../src/sweep/compare/runCompare.ts";
import { WorkerPool } from "../src/sweep/workerPool.ts";
import { collect } from "./collect.ts";
import { toCount } from "./toCount.ts";
import { toSeed } from "./toSeed.ts";

interface CompareFlags {
  with: string[];
  seeds: number;
  seed?: number;
  set: string[];
  out: string;
  jobs?: number;
  json?: boolean;
}

/** `faultline compare` */
export const compareCommand = new Command("compare")
  .description("Run a scenario without and with treatments on the same seeds, and compare what came of it.")
  .summary("compare treatments on the same seeds")
  .argument("<scenario>", "name of a bundled scenario, or a YAML file")
  .option(
    "--with <treatment>",
    "a treatment: a bundled name, a YAML file, or some joined by +",
    collect,
    [] as string[],
  )
  .option("--seeds <n>", "on how many seeds, one after another", toCount(1, 1000), 1)
  .option("--seed <n>", "the first of them, in place of the scenario's", toSeed)
  .option("--set <path=value>", "override one key, in the base and in every treatment", collect, [] as string[])
  .option("--out <dir>", "folder for the comparison's folder", "runs")
  .option("--jobs <n>", "runs at the same time (as many as there are cores and memory for)", toCount(1, 256))
  .option("--json", "print compare.json instead of tables")
  .action(async (name: string, options: CompareFlags) => {
    const plan = comparePlan({ ...options, file: scenarioFile(name), sets: options.set });
    const silent = options.json === true;
    const pool = new WorkerPool(options.jobs);
    try {
      const { folder, result } = await runCompare(plan, { out: options.out, pool, silent });
      console.log(silent ? JSON.stringify(result, null, 2) : `\n${compareText(result, `${folder}/report.html`)}`);
    } finally {
      await pool.close();
    }
  });
