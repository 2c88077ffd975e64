import { run } from "../../src/run/run.ts";
import type { LoadedScenario } from "../../src/scenario/load.ts";
import type { Row } from "../../src/trace/row.ts";
import { TraceRecorder } from "../../src/trace/traceRecorder.ts";
import { createVenues } from "../../src/venues/venues.ts";
import { buildWorld } from "../../src/world/build.ts";

/** Runs a scenario and returns its trace; writes no files. */
export async function runRows(loaded: LoadedScenario, seed = loaded.scenario.seed): Promise<Row[]> {
  const rows: Row[] = [];
  const world = await buildWorld(loaded, seed);
  const venues = createVenues(world);
  await run(world, venues, new TraceRecorder(world, venues, "test", (row) => rows.push(row)));
  await world.chain.close();
  return rows;
}
