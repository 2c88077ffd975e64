import pico from "picocolors";
import { forcedSaleOf } from "../analysis/forcedSale.ts";
import { progressLine, runResult } from "../report/terminal.ts";
import type { LoadedScenario } from "../scenario/load.ts";
import type { Row } from "../trace/row.ts";
import { formatDecimal } from "../units.ts";
import type { Progress } from "../world/progress.ts";
import { BuildBar } from "./buildBar.ts";
import type { RunOutcome } from "./runScenario.ts";

/** What a terminal shows of a run: a bar while the world is built, a line a block, tables at the end. */
export class RunDisplay {
  readonly #silent: boolean;
  readonly #asset: string;
  readonly #bar = new BuildBar();
  #startTime: number | undefined;
  #liquidations = 0;
  #collateralUsd = 0;

  constructor(loaded: LoadedScenario, silent: boolean) {
    this.#silent = silent;
    const { paths } = loaded.scenario.market;
    this.#asset = paths[0]?.asset ?? Object.keys(loaded.scenario.assets)[0] ?? "";
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
    const sale = forcedSaleOf(row);
    if (sale !== undefined) {
      this.#liquidations += 1;
      this.#collateralUsd += Number(formatDecimal(sale.collateral, 18, 2));
    }
    if (row.kind !== "block") return;
    this.#bar.stop();
    this.#startTime ??= row.time;
    const counts = {
      asset: this.#asset,
      startTime: this.#startTime,
      liquidations: this.#liquidations,
      collateralUsd: this.#collateralUsd,
    };
    console.log(progressLine(row, counts));
    this.#liquidations = 0;
    this.#collateralUsd = 0;
  }
}
