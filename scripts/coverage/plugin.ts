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
  const hooks: Partial<SolidityHooks> = {
    preprocessProjectFileBeforeBuilding: async (context, sourceName, path, content, version, next) => {
      const source = await next(context, sourceName, path, content, version);
      const statements = [...source.matchAll(STATEMENT)].map(([, tag]) => tag as string);
      if (statements.length === 0) return source;

      const file = relativeTo(context, path);
      const branches = instrumentBranches(file, content, source);
      found.statements.set(file, statements);
      found.conditions.set(file, branches.conditions);
      return branches.source;
    },
    preprocessSolcInputBeforeBuilding: async (context, input, next) => {
      const content = await readFile(fileURLToPath(import.meta.resolve("./BranchHit.sol")), "utf8");
      return next(context, { ...input, sources: { ...input.sources, [HIT_LIBRARY]: { content } } });
    },
  };

  return { id: "faultline-branch-coverage", hookHandlers: { solidity: async () => ({ default: async () => hooks }) } };
}

const relativeTo = (context: HookContext, path: string) => relative(context.config.paths.root, path);
