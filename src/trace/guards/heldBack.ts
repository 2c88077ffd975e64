import type { BlockRecord } from "../../run/recorder.ts";
import { usdText } from "../format.ts";
import type { RefusalRow } from "../guardRow.ts";

type Held = BlockRecord["held"][number];
/** One thing that an agent holds back, from the first block on in which it did so without a break. */
interface Series {
  held: Held;
  since: number;
  blocks: number;
  /** Largest, USD [wad]. */
  most: bigint;
}

/** What agents hold back, block after block: a row once one of them stops, for a run of blocks says nothing new. */
export class HeldBack {
  readonly #groups: ReadonlyMap<string, string>;
  #series: ReadonlyMap<string, Series> = new Map();

  /** `groups` of holders and vaults. */
  constructor(groups: ReadonlyMap<string, string>) {
    this.#groups = groups;
  }

  /** Takes what is held back in a block; rows of what no longer is. */
  next(block: number, held: readonly Held[]): RefusalRow[] {
    const going = new Map<string, Series>();
    for (const each of held) {
      const key = `${each.agent} ${each.control} ${each.reason} ${each.venue} ${each.action} ${each.account}`;
      const { since, most } = going.get(key) ?? this.#series.get(key) ?? { since: block, most: 0n };
      const larger = each.volumeUsd > most ? each.volumeUsd : most;
      going.set(key, { held: each, since, blocks: block - since + 1, most: larger });
    }
    const over = [...this.#series].filter(([key]) => !going.has(key));
    this.#series = going;
    return over.map(([, series]) => this.#row(series));
  }

  /** At the end of the run. */
  rest(): RefusalRow[] {
    return [...this.#series.values()].map((series) => this.#row(series));
  }

  #row({ held, since, blocks, most }: Series): RefusalRow {
    return {
      kind: "refusal",
      block: since,
      transaction: null,
      control: held.control,
      reason: held.reason,
      venue: held.venue,
      action: held.action,
      account: held.account,
      group: this.#groups.get(held.account) ?? null,
      agent: held.agent,
      tries: blocks,
      volumeUsd: usdText(most),
      value: null,
      limit: null,
    };
  }
}
