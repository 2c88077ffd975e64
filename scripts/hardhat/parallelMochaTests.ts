import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { overrideTask } from "hardhat/config";
import type { HardhatPlugin } from "hardhat/types/plugins";
import type { TaskOverrideActionFunction } from "hardhat/types/tasks";
import { errorResult, successfulResult } from "hardhat/utils/result";
import Mocha from "mocha";

/** Each takes a gigabyte or two, and some tests start processes of their own. */
const MOST_PROCESSES = 4;
/** For fewer, starting processes is most of the time. */
const FEWEST_FILES = 8;
/** Folders whose files take longest: what runs last then is short, and no process is left alone with it. */
const FIRST = [
  "lab/scenarios/",
  "lab/cli/",
  "lab/live/",
  "lab/sweep/",
  "browser/",
  "lab/world/",
  "lab/run/",
  "parity/",
];

/** Runs many test files in a process for each core, where Hardhat runs all in one, and counts what ran and what was left out. */
export const parallelMochaTests: HardhatPlugin = {
  id: "faultline-parallel-mocha-tests",
  dependencies: () => [import("@nomicfoundation/hardhat-toolbox-mocha-ethers")],
  tasks: [
    overrideTask(["test", "mocha"])
      .setAction(async () => ({ default: test }))
      .build(),
  ],
};

const test: TaskOverrideActionFunction = async (args, hre, runSuper) => {
  const { mocha } = hre.config.test;
  const given: string[] = args.testFiles;
  const testFiles = given.length > 0 ? given : inOrder(hre.config.paths.tests.mocha);
  mocha.jobs = Math.min(MOST_PROCESSES, availableParallelism());
  mocha.parallel = mocha.jobs > 1 && testFiles.length >= FEWEST_FILES;
  if (mocha.parallel) {
    process.env.FAULTLINE_NODE_OPTIONS = process.env.NODE_OPTIONS ?? "";
    mocha.require = [mocha.require ?? [], import.meta.resolve("./restoreNodeOptions.ts")].flat();
  }
  const stats: Mocha.Stats[] = [];
  mocha.reporter = class extends Mocha.reporters.Spec {
    constructor(...given: ConstructorParameters<typeof Mocha.reporters.Spec>) {
      super(...given);
      stats.push(this.stats);
    }
  };

  const { success } = await runSuper({ ...args, testFiles });
  // Hardhat takes what it counts from a number that is zero where processes share the work.
  const { passes = 0, failures = 0, pending = 0 } = stats[0] ?? {};
  const result = { summary: { passed: passes, failed: failures, skipped: pending, todo: 0 } };
  return success && failures === 0 ? successfulResult(result) : errorResult(result);
};

function inOrder(folder: string): string[] {
  const place = (file: string) => [...FIRST, ""].findIndex((start) => file.startsWith(start));
  const files = globSync("**/*.test.ts", { cwd: folder }).sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  return files.map((file) => join(folder, file));
}
