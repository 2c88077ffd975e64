import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { HookContext, SolidityHooks } from "hardhat/types/hooks";
import type { HardhatPlugin } from "hardhat/types/plugins";
import { type Condition, HIT_LIBRARY, instrumentBranches } from "./branches.ts";

/** What one build has instrumented: every condition, and the tag of every statement by file. */
export type Instrumented = { conditions: Map<string, Condition[]>; statements: Map<string, string[]> };

/** How Hardhat's own instrumentation marks a statement; its absence means a test or a skipped file. */
const STATEMENT = /\.sendHit\(0x([0-9a-f]{64})\)/g;

/** Adds branches to Hardhat's statement coverage and notes in `found` what there is to hit. */
export function branchCoverage(found: Instrumented): HardhatPlugin {
  // Hardhat asks again for every root that a file is compiled for, hundreds of times.
  const done = new Map<string, Promise<string>>();
  const hooks: Partial<SolidityHooks> = {
    preprocessProjectFileBeforeBuilding: (context, sourceName, path, content, version, next) => {
      const before = done.get(path);
      if (before !== undefined) return before;
      const source = next(context, sourceName, path, content, version).then((instrumented) =>
        addBranches(found, relativeTo(context, path), content, instrumented),
      );
      done.set(path, source);
      return source;
    },
    preprocessSolcInputBeforeBuilding: async (context, input, next) => {
      const content = await readFile(fileURLToPath(import.meta.resolve("./BranchHit.sol")), "utf8");
      // Optimizing takes most of a compilation and changes no branch taken.
      const settings = { ...input.settings, optimizer: { enabled: false } };
      return next(context, { ...input, settings, sources: { ...input.sources, [HIT_LIBRARY]: { content } } });
    },
  };

  return { id: "faultline-branch-coverage", hookHandlers: { solidity: async () => ({ default: async () => hooks }) } };
}

/** Leaves a file alone in which Hardhat instrumented nothing. */
function addBranches(found: Instrumented, file: string, content: string, instrumented: string): string {
  const statements = [...instrumented.matchAll(STATEMENT)].map(([, tag]) => tag as string);
  if (statements.length === 0) return instrumented;
  const branches = instrumentBranches(file, content, instrumented);
  found.statements.set(file, statements);
  found.conditions.set(file, branches.conditions);
  return branches.source;
}

const relativeTo = (context: HookContext, path: string) => relative(context.config.paths.root, path);
