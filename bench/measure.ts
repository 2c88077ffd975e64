import { run } from "../src/run/run.ts";
import type { LoadedScenario } from "../src/scenario/load.ts";
import type { Row } from "../src/trace/row.ts";
import { TraceRecorder } from "../src/trace/traceRecorder.ts";
import { createVenues } from "../src/venues/venues.ts";
import { buildWorld } from "../src/world/build.ts";
import { recordBlocks, type SentBlock } from "./recordingTransactor.ts";

/** What one size of the bench took; times in seconds. */
export interface Measurement {
  positions: number;
  blocks: number;
  transactions: number;
  liquidations: number;
  gasUsed: bigint;
  buildSeconds: number;
  runSeconds: number;
  floorSeconds: number;
}

/**
 * Runs a scenario with everything on, then builds the same world again and mines the same transactions in the same
 * blocks with nobody watching: no agents, no reads, no receipts. That is the floor.
 */
export async function measure(loaded: LoadedScenario): Promise<Measurement> {
  const { seed } = loaded.scenario;
  const [world, buildSeconds] = await timed(() => buildWorld(loaded, seed));
  const rows: Row[] = [];
  const sent = recordBlocks(world.transactor);
  const venues = createVenues(world);
  const [, runSeconds] = await timed(() =>
    run(world, venues, new TraceRecorder(world, venues, "bench", (row) => rows.push(row))),
  );
  const positions = world.holders.length;
  await world.chain.close();

  const floorSeconds = await replay(loaded, sent);
  const blocks = rows.filter((row) => row.kind === "block");
  return {
    positions,
    blocks: blocks.length,
    transactions: blocks.reduce((sum, row) => sum + row.transactions, 0),
    liquidations: rows.filter(({ kind }) => kind === "liquidation" || kind === "perpLiquidation").length,
    gasUsed: blocks.reduce((sum, row) => sum + BigInt(row.gasUsed), 0n),
    buildSeconds,
    runSeconds,
    floorSeconds,
  };
}

async function replay(loaded: LoadedScenario, sent: readonly SentBlock[]): Promise<number> {
  const { chain, transactor } = await buildWorld(loaded, loaded.scenario.seed);
  const hex = (value: number | bigint) => `0x${value.toString(16)}`;
  const [, seconds] = await timed(async () => {
    for (const { calls, time, baseFee } of sent) {
      await transactor.send(calls);
      if (baseFee !== undefined) await chain.request("hardhat_setNextBlockBaseFeePerGas", [hex(baseFee)]);
      await chain.request("evm_setNextBlockTimestamp", [time]);
      await chain.request("evm_mine");
    }
  });
  await chain.close();
  return seconds;
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const start = performance.now();
  const result = await work();
  return [result, (performance.now() - start) / 1000];
}
