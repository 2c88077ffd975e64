import type { Command } from "commander";
import type { LimitQuestion } from "../src/sweep/limit/limitPlan.ts";
import { collect, WITH } from "./collect.ts";
import { toCount } from "./toCount.ts";
import { toSeed } from "./toSeed.ts";

/** What `faultline limit` is told. */
export interface LimitFlags extends Omit<LimitQuestion, "file" | "overlays" | "sets"> {
  set: string[];
  with: string[];
  out: string;
  jobs?: number;
  keepRuns?: boolean;
  json?: boolean;
}

/** Adds the options of `faultline limit`; `--between` has its two values as one argument, see `joinPair`. */
export function withLimitOptions(command: Command): Command {
  return command
    .requiredOption("--knob <path>", "numeric key to turn, for example treatments.cap.maxLeverage")
    .requiredOption("--between <a> <b>", "values to look between, for example 2 10 or -40% -5%", splitPair)
    .requiredOption("--until <condition>", "on summary.json, for example 'cascade.branchingRatio < 1'")
    .option("--seeds <n>", "how many seeds it must hold on", toCount(1, 1000), 1)
    .option("--seed <n>", "the first of them, in place of the scenario's", toSeed)
    .option(...WITH)
    .option("--set <path=value>", "override one key", collect, [] as string[])
    .option("--points <n>", "values between the ends that are tried first", toCount(0, 1000), 3)
    .option("--tolerance <width>", "widest interval that will do (a 64th of the range)")
    .option("--jobs <n>", "runs side by side (as many as cores and memory allow)", toCount(1, 256))
    .option("--out <dir>", "folder for the search's folder", "runs")
    .option("--keep-runs", "keep each run's folder in it")
    .option("--json", "print limit.json instead of tables");
}

function splitPair(text: string): string[] {
  return text.trim().split(/\s+/);
}
