import type { RefusalRow } from "../trace/guardRow.ts";
import { parseWad } from "../units.ts";
import { usdFigure } from "./figures.ts";
import type { Summary } from "./summary.ts";
import { sumOf } from "./sumOf.ts";

/** Accounts whose liquidation a control refused or put off, each venue's by what was refused first. */
export class HeldLiquidations {
  readonly #first = new Map<string, { account: string; usd: bigint }>();

  add({ block, action, venue, account, volumeUsd }: RefusalRow): void {
    const key = `${venue} ${account}`;
    if (block === null || action !== "liquidate" || this.#first.has(key)) return;
    this.#first.set(key, { account, usd: parseWad(volumeUsd) });
  }

  result(): Summary["controls"]["heldLiquidations"] {
    const held = [...this.#first.values()];
    return {
      accounts: new Set(held.map(({ account }) => account)).size,
      usd: usdFigure(sumOf(held, ({ usd }) => usd)),
    };
  }
}
