import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { HardhatUserConfig } from "hardhat/config";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import { branchCoverage, type Instrumented } from "./plugin.ts";

/** How much of a whole the tests reached. */
export type Share = { hit: number; total: number };

/** Not reached: a truth value that the condition at `line` never took. */
export type Missed = { file: string; line: number; what: string };

export type Coverage = { lines: Share; statements: Share; branches: Share; missed: Missed[]; testsPassed: boolean };

/** Runs the Solidity tests of the project in `root` on instrumented contracts, built apart from the real ones. */
export async function measureCoverage(root: string): Promise<Coverage> {
  const output = join(root, "coverage");
  await rm(output, { recursive: true, force: true });

  const found: Instrumented = { conditions: new Map(), statements: new Map() };
  const testsPassed = await runTests(root, output, found);
  const hits = await readHits(join(output, "data"));

  const statements = [...found.statements.values()].flat();
  if (statements.length === 0) throw new Error(`No contract of ${root} was instrumented.`);

  const conditions = [...found.conditions.values()].flat();
  const arms = conditions.flatMap(({ file, line, kind, whenTrue, whenFalse }) => [
    { tag: whenTrue, missed: { file, line, what: `${kind} never true` } },
    { tag: whenFalse, missed: { file, line, what: `${kind} never false` } },
  ]);

  return {
    lines: await readLines(join(output, "lcov.info")),
    statements: share(statements, (tag) => hits.has(tag)),
    branches: share(arms, ({ tag }) => hits.has(tag)),
    missed: arms.filter(({ tag }) => !hits.has(tag)).map(({ missed }) => missed),
    testsPassed,
  };
}

async function runTests(root: string, output: string, found: Instrumented): Promise<boolean> {
  const path = join(root, "hardhat.config.ts");
  const { default: config }: { default: HardhatUserConfig } = await import(pathToFileURL(path).href);
  const hre = await createHardhatRuntimeEnvironment(
    {
      ...config,
      plugins: [...(config.plugins ?? []), branchCoverage(found)],
      paths: { ...config.paths, artifacts: join(output, "artifacts"), cache: join(output, "cache") },
      coverage: { skipFiles: ["contracts/mocks/**"] },
    },
    { config: path, coverage: true, noTypechain: true },
    root,
  );
  const result = await hre.tasks.getTask(["test", "solidity"]).run({});
  return result.success;
}

/** Every tag that any worker of any runner recorded. */
async function readHits(folder: string): Promise<Set<string>> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => name.endsWith(".json"));
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
  return new Set(texts.flatMap((text) => Object.keys(JSON.parse(text))));
}

async function readLines(lcov: string): Promise<Share> {
  const lines = [...(await readFile(lcov, "utf8")).matchAll(/^DA:\d+,(\d+)$/gm)];
  return share(lines, ([, count]) => count !== "0");
}

function share<T>(items: T[], isHit: (item: T) => boolean): Share {
  return { hit: items.filter(isHit).length, total: items.length };
}
