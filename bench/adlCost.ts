import { run } from "../src/run/run.ts";
import type { LoadedScenario } from "../src/scenario/load.ts";
import { TraceRecorder } from "../src/trace/traceRecorder.ts";
import { createVenues } from "../src/venues/venues.ts";
import { buildWorld } from "../src/world/build.ts";

/** What proving and filling one round of deleveraging takes. */
export interface AdlCost {
  /** Accounts on the side that is gone through. */
  accounts: number;
  /** Transactions that the round is split over. */
  calls: number;
  gas: bigint;
}

/** Runs until the first block with a round of deleveraging and adds up that round's transactions. */
export async function adlCost(loaded: LoadedScenario): Promise<AdlCost | undefined> {
  const world = await buildWorld(loaded, loaded.scenario.seed);
  const venues = createVenues(world);
  const recorder = new TraceRecorder(world, venues, "bench", () => {});
  const decode = recorder.decode.bind(recorder);
  let cost: AdlCost | undefined;
  recorder.decode = (record) => {
    const round = record.mined.receipts.filter(
      ({ hash, succeeded }) => succeeded && record.sent.get(hash)?.intent.action === "deleverage",
    );
    if (cost === undefined && round.length > 0) {
      const accounts =
        venues.perps?.accounts.filter(({ positions }) => (positions.get(0)?.size ?? 0n) < 0n).length ?? 0;
      cost = { accounts, calls: round.length, gas: round.reduce((sum, { gasUsed }) => sum + gasUsed, 0n) };
    }
    return decode(record);
  };
  await run(world, venues, recorder);
  await world.chain.close();
  return cost;
}
