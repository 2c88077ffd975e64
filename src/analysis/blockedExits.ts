import type { RefusalRow } from "../trace/guardRow.ts";
import type { Row } from "../trace/row.ts";
import { parseWad } from "../units.ts";
import type { BlockTimes } from "./blockTimes.ts";
import { ratioFigure, usdFigure } from "./figures.ts";
import type { Summary } from "./summary.ts";
import { sumOf } from "./sumOf.ts";
import { LENDING } from "./venue.ts";

/** A holder that was kept in at a venue. */
export interface Exit {
  account: string;
  venue: string;
  group: string;
  /** Blocks of the first and the last refusal. */
  since: number;
  last: number;
  /** Blocks in which money came out. */
  leaves: number[];
  /** Largest try, USD [wad]. */
  most: bigint;
}

const OUT: ReadonlySet<RefusalRow["action"]> = new Set(["withdraw", "exit"]);
const HOUR = 3600n;

/**
 * Holders that wanted out of a venue and were kept in: from the first refusal to the first redemption, withdrawal or
 * deleveraging there that no refusal follows, or to the end. Vaults and agents are no holders.
 */
export class BlockedExits {
  readonly #exits = new Map<string, Exit>();
  readonly #leaves = new Map<string, number[]>();
  #vaults: ReadonlySet<string> = new Set();

  read(row: Row): void {
    if (row.kind === "world") this.#vaults = new Set(Object.keys(row.vaults ?? {}));
    if (row.kind === "refusal") this.#refuse(row);
    if (row.kind === "redemption") this.#leave(row.venue, row.account, row.block);
    if (row.kind === "vaultAction" && row.action === "withdraw") this.#leave(row.venue, row.account, row.block);
    if (row.kind === "defence" && row.action === "deleverage") this.#leave(LENDING, row.account, row.block);
  }

  /** Each with the block in which it got out, once no refusal follows; undefined for who never did. */
  get exits(): readonly (Exit & { out: number | undefined })[] {
    return [...this.#exits.values()].map((exit) => ({ ...exit, out: exit.leaves.find((block) => block > exit.last) }));
  }

  result(times: BlockTimes): Summary["controls"]["blockedExits"] {
    const { exits } = this;
    const seconds = sumOf(exits, ({ since, out }) => times.between(since, out));
    return {
      count: new Set(exits.map(({ account }) => account)).size,
      usd: usdFigure(sumOf(exits, ({ most }) => most)),
      blockHours: ratioFigure(seconds, HOUR),
    };
  }

  #refuse({ block, action, venue, account, group, tries, volumeUsd }: RefusalRow): void {
    if (block === null || !OUT.has(action) || group === null || this.#vaults.has(group)) return;
    const key = `${venue} ${account}`;
    const [usd, last] = [parseWad(volumeUsd), block + tries - 1];
    const known = this.#exits.get(key);
    if (known === undefined) {
      const leaves = this.#leaves.get(key) ?? [];
      this.#leaves.set(key, leaves);
      this.#exits.set(key, { account, venue, group, since: block, last, leaves, most: usd });
      return;
    }
    known.since = Math.min(known.since, block);
    known.last = Math.max(known.last, last);
    if (usd > known.most) known.most = usd;
  }

  /** A row of what was held back may come after one of the block in which it ended. */
  #leave(venue: string, account: string, block: number): void {
    const key = `${venue} ${account}`;
    const known = this.#leaves.get(key);
    if (known === undefined) this.#leaves.set(key, [block]);
    else known.push(block);
  }
}
