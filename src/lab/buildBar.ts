import { SingleBar } from "cli-progress";
import type { Progress } from "../world/progress.ts";

/** Shows how far a world's set-up is: a bar on a terminal, a line at each end of a stage elsewhere. */
export class BuildBar {
  readonly #bar = new SingleBar({ format: "{stage} {bar} {value}/{total}", hideCursor: true, clearOnComplete: true });

  readonly progress: Progress = (stage, done, total) => {
    if (!process.stdout.isTTY) {
      if (done === 0 || done === total) console.log(`${stage} ${done}/${total}`);
      return;
    }
    if (!this.#bar.isActive) this.#bar.start(total, done, { stage });
    this.#bar.setTotal(total);
    this.#bar.update(done, { stage });
    if (done === total) this.#bar.stop();
  };

  /** Clears the bar, for what is printed next. */
  stop(): void {
    if (this.#bar.isActive) this.#bar.stop();
  }
}
