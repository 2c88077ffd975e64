import type { RefusalRow } from "../trace/guardRow.ts";
import { parseWad } from "../units.ts";
import { usdFigure } from "./figures.ts";
import type { Summary } from "./summary.ts";
import { sumOf } from "./sumOf.ts";

type Refused = Summary["controls"]["refused"];
type Openings = Summary["controls"]["openings"];

/** What one account wanted of one venue, and was refused by one control: its largest try, USD [wad]. */
interface Wish {
  row: RefusalRow;
  most: bigint;
}

/** Refusals, each wish once however often it was tried. */
export class Refusals {
  readonly #wishes = new Map<string, Wish>();
  readonly #openings = new Map<string, bigint>();
  #attempts = 0;

  add(row: RefusalRow): void {
    const usd = parseWad(row.volumeUsd);
    if (row.block === null) {
      this.#openings.set(row.account, (this.#openings.get(row.account) ?? 0n) + usd);
      return;
    }
    this.#attempts += row.tries;
    const key = `${row.control} ${row.venue} ${row.action} ${row.account}`;
    const known = this.#wishes.get(key);
    if (known === undefined) this.#wishes.set(key, { row, most: usd });
    else if (usd > known.most) known.most = usd;
  }

  /** During the run; `active` controls are named whether they refused anything or not. */
  refused(active: readonly string[]): Refused {
    const wishes = [...this.#wishes.values()];
    const controls = new Set([...active, ...wishes.map(({ row }) => row.control)]);
    const sum = (some: readonly Wish[]) => usdFigure(sumOf(some, ({ most }) => most));
    return {
      count: wishes.length,
      attempts: this.#attempts,
      accounts: new Set(wishes.map(({ row }) => row.account)).size,
      usd: sum(wishes),
      byControl: Object.fromEntries(
        [...controls].map((control) => {
          const own = wishes.filter(({ row }) => row.control === control);
          return [control, { count: own.length, usd: sum(own) }];
        }),
      ),
    };
  }

  openings(): Openings {
    return { accounts: this.#openings.size, usd: usdFigure(sumOf(this.#openings.values(), (usd) => usd)) };
  }
}
