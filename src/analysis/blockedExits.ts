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
  /** Block of the first refusal. */
  since: number;
  /** Block in which it got out, once no refusal follows. */
  out: number | undefined;
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
  #vaults: ReadonlySet<string> = new Set();

  read(row: Row): void {
    if (row.kind === "world") this.#vaults = new Set(Object.keys(row.vaults ?? {}));
    if (row.kind === "refusal") this.#refuse(row);
    if (row.kind === "redemption") this.#leave(row.venue, row.account, row.block);
    if (row.kind === "vaultAction" && row.action === "withdraw") this.#leave(row.venue, row.account, row.block);
    if (row.kind === "defence" && row.action === "deleverage") this.#leave(LENDING, row.account, row.block);
  }

  /** In the order of their first refusals. */
  get exits(): readonly Exit[] {
    return [...this.#exits.values()];
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

  #refuse({ block, action, venue, account, group, volumeUsd }: RefusalRow): void {
    if (block === null || !OUT.has(action) || group === null || this.#vaults.has(group)) return;
    const key = `${venue} ${account}`;
    const usd = parseWad(volumeUsd);
    const known = this.#exits.get(key);
    if (known === undefined) {
      this.#exits.set(key, { account, venue, group, since: block, out: undefined, most: usd });
      return;
    }
    known.out = undefined;
    if (usd > known.most) known.most = usd;
  }

  #leave(venue: string, account: string, block: number): void {
    const exit = this.#exits.get(`${venue} ${account}`);
    if (exit !== undefined) exit.out ??= block;
  }
}
