import { SingleBar } from "cli-progress";
import { elapsedText } from "../../web/format.js";

/** Time between two lines where there is no terminal [ms]. */
const INTERVAL_MS = 5_000;

/** Shows how far asking a node is: a bar on a terminal, elsewhere a line at each end of a stage and at intervals. */
export class ForkBar {
  readonly #bar = new SingleBar({
    format: "{stage} {bar} {value}/{total}{note}, {eta_formatted} left",
    // Before anything is done it is no number.
    formatTime: (seconds) => (Number.isFinite(seconds) ? elapsedText(seconds).slice(1) : "…"),
    hideCursor: true,
    clearOnComplete: true,
  });
  readonly #isSilent: boolean;
  #stage = "";
  #lastLine = 0;

  constructor(isSilent: boolean) {
    this.#isSilent = isSilent;
  }

  /** `note` stands behind the figures. */
  show(stage: string, done: number, total: number, note = ""): void {
    if (this.#isSilent || total === 0) return;
    if (!process.stdout.isTTY) return this.#line(stage, done, total, note);
    if (this.#bar.isActive && stage !== this.#stage) this.#bar.stop();
    this.#stage = stage;
    if (!this.#bar.isActive) this.#bar.start(total, done, { stage, note });
    this.#bar.update(done, { stage, note });
    if (done === total) this.#bar.stop();
  }

  /** Clears the bar, for what is printed next. */
  stop(): void {
    if (this.#bar.isActive) this.#bar.stop();
  }

  #line(stage: string, done: number, total: number, note: string): void {
    const isDue = stage !== this.#stage || done === total || Date.now() - this.#lastLine >= INTERVAL_MS;
    if (!isDue) return;
    this.#stage = stage;
    this.#lastLine = Date.now();
    console.log(`${stage} ${done}/${total}${note}`);
  }
}
