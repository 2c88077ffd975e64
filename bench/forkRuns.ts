import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Fork } from "../src/fork/chain/fork.ts";
import { findPositions } from "../src/fork/findPositions.ts";
import { readForkFile } from "../src/fork/run/forkFile.ts";
import { prepareFork } from "../src/fork/run/prepareFork.ts";
import { type PreparedFork, prepareOn } from "../src/fork/run/prepareOn.ts";
import { runPrepared } from "../src/fork/run/runPrepared.ts";
import { readPositions } from "../src/fork/screen/positionsFile.ts";
import { openAaveMainnet } from "../test/support/aaveMainnet.ts";
import { forkOf } from "../test/support/forkOf.ts";
import { HostileRpc } from "../test/support/hostileRpc.ts";
import { upstreamPlan } from "../test/support/upstreamPlan.ts";

/** Short runs, one after the other so that a busy machine weighs on both alike: the pair of the median ratio stands. */
const REPEATS = 5;

/** One run of a cascade. */
export interface ForkRun {
  requests: ReturnType<Fork["requests"]>;
  /** From opening the chain to the written folder. */
  seconds: number;
  liquidations: number;
}

/**
 * The same cascade of so many real accounts three times: on the chain of this process that they are on, on a fork of it
 * that knows nothing, and on one that was run before. Without the same liquidations it is no measurement.
 */
export async function forkRuns(accounts: number): Promise<Record<"local" | "cold" | "warm", ForkRun>> {
  const mainnet = await openAaveMainnet("3.0", accounts);
  const node = await new HostileRpc(mainnet.backend).listen();
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const positions = join(folder, "positions.json");
    await findPositions({ rpc: node.url, block: mainnet.block, pool: mainnet.pool, out: positions });
    const plan = upstreamPlan(mainnet, folder, node.url, positions);
    const files = { file: readForkFile(plan.scenario as string), positions: readPositions(positions) };
    const forked = () => timed(() => prepareFork(plan, { cacheFolder: join(folder, "kept") }), folder);
    const local = async () => {
      await mainnet.rewind();
      return timed(async () => prepareOn(await forkOf(mainnet.chain), plan, files), folder);
    };

    const cold = await forked();
    // Compiles what the others find compiled.
    await local();
    const pairs: { warm: ForkRun; local: ForkRun }[] = [];
    for (let i = 0; i < REPEATS; i++) pairs.push({ warm: await forked(), local: await local() });
    pairs.sort((a, b) => a.warm.seconds / a.local.seconds - b.warm.seconds / b.local.seconds);
    const runs = { cold, ...(pairs[REPEATS >> 1] as (typeof pairs)[number]) };
    const counts = new Set(Object.values(runs).map(({ liquidations }) => liquidations));
    if (counts.size > 1 || counts.has(0)) throw new Error(`Liquidations differ: ${[...counts].join(", ")}.`);
    return runs;
  } finally {
    await node.close();
    await mainnet.chain.close();
    rmSync(folder, { recursive: true });
  }
}

async function timed(prepare: () => Promise<PreparedFork>, out: string): Promise<ForkRun> {
  const start = performance.now();
  let requests = { posts: 0, calls: 0, cached: 0 };
  const { summary } = await runPrepared(await prepare(), {
    out,
    onDone: async (fork) => {
      requests = fork.requests();
    },
  });
  return { requests, seconds: (performance.now() - start) / 1000, liquidations: summary.liquidations.count };
}
