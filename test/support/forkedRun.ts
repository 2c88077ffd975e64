import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Summary } from "../../src/analysis/summary.ts";
import type { Fork } from "../../src/fork/chain/fork.ts";
import type { PreparedFork } from "../../src/fork/run/prepareOn.ts";
import { runPrepared } from "../../src/fork/run/runPrepared.ts";
import { historyOf } from "./historyOf.ts";

/** What depends on the machine. */
const TIMED = "timing.json";

/** A forked run that is over. */
export interface ForkedRun {
  /** What happened on the chain since the forked block. */
  history: string[];
  /** Lines of the trace. */
  trace: string[];
  summary: Summary;
  /** What the run wrote, by name. */
  files: Record<string, string>;
}

/** Runs what is prepared into a folder, and keeps what came of it; `onDone` sees the fork before it is closed. */
export async function forkedRun(
  prepared: PreparedFork,
  out: string,
  onDone?: (fork: Fork) => void,
): Promise<ForkedRun> {
  let history: string[] = [];
  const { folder, summary } = await runPrepared(prepared, {
    out,
    async onDone(fork) {
      onDone?.(fork);
      history = await historyOf(fork.chain, fork.block.number);
    },
  });
  const names = readdirSync(folder).filter((name) => name !== TIMED);
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  return { history, trace: files["trace.jsonl"]!.split("\n"), summary, files };
}
