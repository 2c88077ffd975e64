import { checkExpectedFields, failedExpectations } from "../analysis/expect.ts";
import { replayFigures } from "../analysis/replayFigures.ts";
import { spanFigures } from "../analysis/spanFigures.ts";
import { summarise } from "../analysis/summarise.ts";
import type { Summary } from "../analysis/summary.ts";
import { FaultlineError } from "../errors.ts";
import { renderReport } from "../report/page.ts";
import { run } from "../run/run.ts";
import type { LoadedScenario } from "../scenario/load.ts";
import type { Row } from "../trace/row.ts";
import { TraceRecorder } from "../trace/traceRecorder.ts";
import type { UnknownReads } from "../trace/unknownRow.ts";
import { createVenues } from "../venues/venues.ts";
import type { Progress } from "../world/progress.ts";
import type { World } from "../world/world.ts";
import { resolvedScenario, resolvedYaml } from "./resolvedScenario.ts";
import { RunFolder } from "./runFolder.ts";
import { VERSION } from "./version.ts";

export interface RunOptions {
  /** Parent of the run's folder. */
  out: string;
  seed?: number | undefined;
  progress?: Progress;
  /** Sees each row as it is written. */
  onRow?(row: Row): void;
  /** Asked between blocks; once true the run stops and leaves nothing behind. */
  isInterrupted?(): boolean;
}

export interface RunOutcome {
  folder: string;
  rows: readonly Row[];
  summary: Summary;
  /** What of the scenario's `expect` did not hold, a sentence each. */
  failures: string[];
}

/** What is to be run. */
export interface Runnable {
  loaded: LoadedScenario;
  seed: number;
  /** What the run depends on beside its scenario and the tool, such as a fork's block; names the folder with them. */
  identity?: string;
  /** Makes the world, or hands over one that stands. Asked once, after the folder was found to be writable. */
  build(progress: Progress): Promise<World>;
  /** Of a recorded state: what was read and is not held. Asked once, when the run is over. */
  unknown?(): Promise<UnknownReads>;
  /** Ends what the world stands on, however the run went; its chain alone if absent. */
  close?(): Promise<void>;
}

/** World → Run → Trace → Metrics → Report: the same for every world, into one folder. */
export async function runWorld(runnable: Runnable, options: RunOptions): Promise<RunOutcome> {
  const { loaded, seed, identity } = runnable;
  const { scenario } = loaded;
  checkExpectedFields(scenario.expect);
  const yaml = resolvedYaml({ ...scenario, seed });
  const content = [VERSION, yaml, ...(identity === undefined ? [] : [identity])].join("\n");
  const folder = new RunFolder(options.out, `${scenario.name}-${seed}`, content);
  const began = performance.now();
  const rows: Row[] = [];
  let world: World | undefined;
  const close = once(async () => (runnable.close === undefined ? world?.chain.close() : runnable.close()));

  try {
    world = await runnable.build((stage, done, total) => {
      stopIfInterrupted();
      options.progress?.(stage, done, total);
    });
    const built = performance.now();
    const venues = createVenues(world);
    const write = (row: Row) => {
      stopIfInterrupted();
      rows.push(row);
      options.onRow?.(row);
    };
    const recorder = new TraceRecorder(world, venues, VERSION, write, runnable.unknown);
    await run(world, venues, recorder);
    await close();
    const ran = performance.now();

    const extras = { ...spanFigures(rows, scenario), ...replayFigures(rows, loaded) };
    const summary = summarise(rows, { version: VERSION, compare: scenario.compare, extras });
    const { name, question, about } = scenario;
    const parameters = resolvedScenario({ ...scenario, seed });
    folder.write("scenario.yaml", yaml);
    folder.write("trace.jsonl", rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    folder.write("summary.json", `${JSON.stringify(summary, null, 2)}\n`);
    folder.write("report.html", renderReport({ scenario: { name, question, about, parameters }, rows, summary }));
    const seconds = (from: number, to: number) => Math.round(to - from) / 1000;
    const timing = {
      buildSeconds: seconds(began, built),
      runSeconds: seconds(built, ran),
      reportSeconds: seconds(ran, performance.now()),
      ...(world.fork === undefined ? {} : { source: world.fork.source }),
    };
    folder.write("timing.json", `${JSON.stringify(timing, null, 2)}\n`);
    folder.publish();
    if (!summary.conservation.ok) throw brokenBooks(folder.shown, summary);
    return { folder: folder.shown, rows, summary, failures: failedExpectations(summary, scenario.expect) };
  } finally {
    folder.discard();
    await close();
  }

  function stopIfInterrupted(): void {
    if (!options.isInterrupted?.()) return;
    throw new FaultlineError("INTERRUPTED", "The run was stopped; nothing was written.", {
      hint: "Run it again: the same seed gives the same run.",
    });
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}

function brokenBooks(folder: string, summary: Summary): FaultlineError {
  return new FaultlineError(
    "BOOKS_DO_NOT_CLOSE",
    `The accounts do not meet the chain: the largest gap is ${summary.conservation.maxErrorWei} wei.`,
    {
      place: `${folder}/trace.jsonl`,
      hint: "The conservation row names each venue and asset; this is a fault of the lab, not of the scenario.",
    },
  );
}
