import { SingleBar } from "cli-progress";

/** Shows how far a sweep is: one bar with what runs now on a terminal, a line a finished run elsewhere. */
export class SweepDisplay {
  readonly #total: number;
  readonly #silent: boolean;
  readonly #running = new Map<string, string>();
  readonly #bar = new SingleBar({
    format: "runs {bar} {value}/{total}  {now}",
    hideCursor: true,
    clearOnComplete: true,
    barsize: 20,
  });
  #finished = 0;

  constructor(total: number, silent: boolean) {
    this.#total = total;
    this.#silent = silent;
  }

  step(label: string, step: string): void {
    this.#running.set(label, step);
    this.#draw();
  }

  done(label: string): void {
    this.#running.delete(label);
    this.#finished += 1;
    if (!this.#silent && !process.stdout.isTTY) console.log(`run ${this.#finished}/${this.#total}  ${label}`);
    this.#draw();
  }

  /** Clears the bar, for what is printed next. */
  stop(): void {
    if (this.#bar.isActive) this.#bar.stop();
  }

  #draw(): void {
    if (this.#silent || !process.stdout.isTTY) return;
    const now = [...this.#running].map(([label, step]) => `${label}: ${step}`).join(" · ");
    const fits = now.slice(0, Math.max(0, (process.stdout.columns ?? 100) - 40));
    if (!this.#bar.isActive) this.#bar.start(this.#total, this.#finished, { now: fits });
    this.#bar.update(this.#finished, { now: fits });
  }
}
