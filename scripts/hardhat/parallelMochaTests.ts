import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { relative, resolve } from "node:path";
import { overrideTask } from "hardhat/config";
import type { TestHooks } from "hardhat/types/hooks";
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
  "lab/fork/upstream/",
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
  hookHandlers: { test: async () => ({ default: async () => ({ onTestRunStart }) }) },
};

const nodeOptions = process.env.NODE_OPTIONS ?? "";

/**
 * By now Hardhat has put a translator of TypeScript into NODE_OPTIONS, for the processes of the tests. Where Node needs
 * none it goes again: the commands that tests start would load it too, at a second each, and it keeps files of its own.
 */
const onTestRunStart: TestHooks["onTestRunStart"] = async (context, id, next) => {
  if (process.features.typescript) process.env.NODE_OPTIONS = nodeOptions;
  await next(context, id);
};

const test: TaskOverrideActionFunction = async (args, hre, runSuper) => {
  const { mocha } = hre.config.test;
  const folder = hre.config.paths.tests.mocha;
  const given: string[] = args.testFiles;
  const testFiles = inOrder(given.length > 0 ? given : globSync(`${folder}/**/*.test.ts`), folder);
  mocha.jobs = Math.min(MOST_PROCESSES, availableParallelism());
  mocha.parallel = mocha.jobs > 1 && testFiles.length >= FEWEST_FILES;
  if (mocha.parallel) mocha.require = [...(mocha.require ?? []), import.meta.resolve("./plainFailures.ts")];
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

function inOrder(files: readonly string[], folder: string): string[] {
  const placed = files.map((file) => {
    const name = relative(folder, resolve(file));
    return { file, name, place: [...FIRST, ""].findIndex((start) => name.startsWith(start)) };
  });
  placed.sort((a, b) => a.place - b.place || (a.name < b.name ? -1 : 1));
  return placed.map(({ file }) => file);
}
