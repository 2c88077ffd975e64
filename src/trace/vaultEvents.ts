import { topicAddress } from "../venues/words.ts";
import type { Log } from "../world/transaction.ts";
import { TOPICS } from "./events.ts";
import { type VaultEvent, vaultEventOf } from "./vaultEvent.ts";

const NOBODY = `0x${"0".repeat(40)}`;

/** One vault's logs as events, in their order. Claims and withdrawals look alike; what was burnt before tells them apart. */
export class VaultEvents {
  readonly #vault: string;
  /** Whether the last log burnt shares of a holder. */
  #isBurnt = false;
  /** Who got the last shares that were made. */
  #mintedTo = NOBODY;

  constructor(vault: string) {
    this.#vault = vault;
  }

  /** The recipient of the fees that were taken last. */
  get mintedTo(): string {
    return this.#mintedTo;
  }

  /** Takes the vault's next log; undefined for one that is no event of the trace's. */
  next(log: Log): VaultEvent | undefined {
    if (log.topics[0] === TOPICS.transfer) {
      const [from, to] = [topicAddress(log.topics[1]), topicAddress(log.topics[2])];
      this.#isBurnt = to === NOBODY && from !== this.#vault;
      if (from === NOBODY) this.#mintedTo = to;
      return undefined;
    }
    const event = vaultEventOf(log);
    if (event === undefined) return undefined;
    const isClaim = event.name === "Withdraw" && !this.#isBurnt;
    this.#isBurnt = false;
    return isClaim ? { ...event, name: "Claimed" } : event;
  }
}
