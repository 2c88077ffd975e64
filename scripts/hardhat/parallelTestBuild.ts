import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { SolidityHooks } from "hardhat/types/hooks";
import type { HardhatPlugin } from "hardhat/types/plugins";

/** Each part compiles the contracts that it needs again, and a compiler takes a gigabyte: more parts gain little. */
const MOST_PARTS = 4;
/** Instrumented and not optimized, half of the tests are more than the compiler can write out. */
const TIMES_FOR_COVERAGE = 2;
/** Fewer files are compiled at once: most of that is the contracts that they share. */
const FEWEST_FILES = 16;

/** Compiles Solidity tests in parts at the same time, a part for each core, where Hardhat compiles all in one. */
export const parallelTestBuild: HardhatPlugin = {
  id: "faultline-parallel-test-build",
  hookHandlers: { solidity: async () => ({ default: async () => ({ build }) }) },
};

const build: SolidityHooks["build"] = async (context, roots, options, next) => {
  const atOnce = Math.min(MOST_PARTS, availableParallelism());
  const count = atOnce * (context.globalOptions.coverage ? TIMES_FOR_COVERAGE : 1);
  if (options?.scope !== "tests" || roots.length < FEWEST_FILES || count === 1) return next(context, roots, options);
  const parts = inParts(roots, count);
  const results: Awaited<ReturnType<typeof next>>[] = [];
  for (let start = 0; start < parts.length; start += atOnce) {
    const some = parts.slice(start, start + atOnce);
    results.push(
      ...(await Promise.all(some.map((part) => next(context, part, { ...options, cleanupArtifacts: false })))),
    );
  }
  const failed = results.find((result) => !context.solidity.isSuccessfulBuildResult(result));
  if (failed !== undefined) return failed;
  if (options.cleanupArtifacts) await context.solidity.cleanupArtifacts(roots, { scope: "tests" });
  return new Map(results.flatMap((result) => (result instanceof Map ? [...result] : [])));
};

/** Neighbours stay together, since they test the same contracts; each part has about as much source as the others. */
function inParts(roots: readonly string[], count: number): string[][] {
  const sorted = roots.map((path) => ({ path, size: statSync(path).size })).sort((a, b) => (a.path < b.path ? -1 : 1));
  const whole = sorted.reduce((sum, { size }) => sum + size, 0);
  const parts = Array.from({ length: count }, (): string[] => []);
  let before = 0;
  for (const { path, size } of sorted) {
    parts[Math.floor((before * count) / whole)]?.push(path);
    before += size;
  }
  return parts.filter((part) => part.length > 0);
}
