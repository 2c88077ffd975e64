import pico from "picocolors";
import { type ContagionEvent, contagionEventOf } from "../analysis/contagionEvent.ts";
import { progressLine } from "../report/progressLine.ts";
import { runResult } from "../report/terminal.ts";
import type { LoadedScenario } from "../scenario/load.ts";
import type { Scenario } from "../scenario/schema.ts";
import type { Row } from "../trace/row.ts";
import type { Progress } from "../world/progress.ts";
import { BuildBar } from "./buildBar.ts";
import type { RunOutcome } from "./runWorld.ts";

/** What a terminal shows of a run: a bar while the world is built, a line a block, tables at the end. */
export class RunDisplay {
  readonly #silent: boolean;
  readonly #asset: string;
  readonly #bar = new BuildBar();
  #startTime: number | undefined;
  #events: ContagionEvent[] = [];

  constructor(loaded: LoadedScenario, silent: boolean) {
    this.#silent = silent;
    this.#asset = shownAsset(loaded.scenario);
    if (!silent) console.log(`${pico.bold(loaded.scenario.name)}  ${loaded.scenario.question}`);
  }

  get hooks(): { progress: Progress; onRow: (row: Row) => void } {
    return { progress: this.#silent ? () => {} : this.#bar.progress, onRow: (row) => this.#row(row) };
  }

  finish({ rows, summary, folder, failures }: RunOutcome): void {
    if (!this.#silent) console.log(`\n${runResult({ rows, summary, reportPath: `${folder}/report.html` })}`);
    for (const failure of failures) console.error(pico.red(`Expectation: ${failure}`));
  }

  #row(row: Row): void {
    if (this.#silent) return;
    const event = contagionEventOf(row);
    if (event !== undefined) this.#events.push(event);
    if (row.kind !== "block") return;
    this.#bar.stop();
    this.#startTime ??= row.time;
    console.log(progressLine(row, { asset: this.#asset, startTime: this.#startTime, events: this.#events }));
    this.#events = [];
  }
}

/** What moves by itself, else what is traded for something, else what is there. */
function shownAsset({ market, assets }: Scenario): string {
  const traded = Object.entries(assets).find(([, { quote }]) => quote !== undefined)?.[0];
  return market.paths[0]?.asset ?? traded ?? Object.keys(assets)[0] ?? "";
}
