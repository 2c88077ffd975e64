import type { RefusalRow } from "../trace/guardRow.ts";
import { parseWad } from "../units.ts";
import { usdFigure } from "./figures.ts";
import type { Summary } from "./summary.ts";
import { sumOf } from "./sumOf.ts";

/** Accounts whose liquidation a control refused or put off, each by its largest try at each venue. */
export class HeldLiquidations {
  readonly #most = new Map<string, { account: string; usd: bigint }>();

  add({ block, action, venue, account, volumeUsd }: RefusalRow): void {
    if (block === null || action !== "liquidate") return;
    const key = `${venue} ${account}`;
    const usd = parseWad(volumeUsd);
    const known = this.#most.get(key);
    if (known === undefined || usd > known.usd) this.#most.set(key, { account, usd });
  }

  result(): Summary["controls"]["heldLiquidations"] {
    const held = [...this.#most.values()];
    return {
      accounts: new Set(held.map(({ account }) => account)).size,
      usd: usdFigure(sumOf(held, ({ usd }) => usd)),
    };
  }
}
