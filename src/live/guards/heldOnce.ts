import type { Agent, Held } from "../../agents/agent.ts";
import { usdText } from "../../trace/format.ts";

/** What an agent would have sent, had a control not said that it would be refused. */
export interface HeldLine extends Omit<Held, "volumeUsd"> {
  agent: string;
  volumeUsd: string;
}

/** What agents held back in a pass: an account's action at a venue once, as it was held back last. */
export class HeldOnce {
  readonly #held = new Map<string, HeldLine>();

  /** Takes what an agent held back in its last look. */
  note(agent: Agent): void {
    for (const { volumeUsd, ...wanted } of agent.held?.() ?? []) {
      const key = `${wanted.venue} ${wanted.action} ${wanted.account}`;
      this.#held.set(key, { ...wanted, agent: agent.name, volumeUsd: usdText(volumeUsd) });
    }
  }

  get lines(): HeldLine[] {
    return [...this.#held.values()];
  }
}
