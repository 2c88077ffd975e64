import type { GuardRefusal } from "../venues/guardRefusal.ts";
import type { Held } from "./agent.ts";

/** What an agent holds back in one block: once an action of an account at a venue, the largest of it. */
export class HeldBack {
  readonly #held = new Map<string, Held>();
  /** Whether time alone may let any of it happen. */
  waits = false;

  /** Forgets the block before. */
  begin(): void {
    this.#held.clear();
    this.waits = false;
  }

  add({ control, reason, passes }: GuardRefusal, wanted: Omit<Held, "control" | "reason">): void {
    const key = `${wanted.venue} ${wanted.action} ${wanted.account}`;
    const before = this.#held.get(key);
    if (before === undefined || wanted.volumeUsd > before.volumeUsd)
      this.#held.set(key, { control, reason, ...wanted });
    this.waits ||= passes;
  }

  /** Says that it waits for a control, with nothing new to tell of. */
  wait(): void {
    this.waits = true;
  }

  get list(): readonly Held[] {
    return [...this.#held.values()];
  }
}
