import type { PerpAccountRow } from "../trace/perpRow.ts";
import type { AccountRow } from "../trace/row.ts";
import { parseWad } from "../units.ts";

/** What one holder has over all venues, USD [wad]. */
export interface Holding {
  supplied: bigint;
  debt: bigint;
  gross: bigint;
  equity: bigint;
  looping: boolean;
}

/** The rows of one phase, joined by holder: whoever has an account on the exchange has one in the lending venue too. */
export class Accounts {
  readonly #lending: AccountRow[] = [];
  readonly #perps = new Map<string, PerpAccountRow>();

  add(row: AccountRow | PerpAccountRow): void {
    if (row.kind === "account") this.#lending.push(row);
    else this.#perps.set(row.account, row);
  }

  all(): Holding[] {
    const alone = new Map(this.#perps);
    const joined = this.#lending.map((row) => {
      const perps = alone.get(row.account);
      alone.delete(row.account);
      return holdingOf(row, perps);
    });
    return [...joined, ...[...alone.values()].map((perps) => holdingOf(undefined, perps))];
  }
}

function holdingOf(lending: AccountRow | undefined, perps: PerpAccountRow | undefined): Holding {
  const supplied = parseWad(lending?.collateralUsd ?? 0);
  const debt = parseWad(lending?.debtUsd ?? 0);
  const margin = perps === undefined ? { gross: 0n, equity: 0n } : marginOf(perps);
  return {
    supplied,
    debt,
    gross: supplied + margin.gross,
    equity: supplied - debt + margin.equity,
    looping: lending?.looping ?? false,
  };
}

function marginOf(row: PerpAccountRow): { gross: bigint; equity: bigint } {
  const settled = parseWad(row.settledUsd);
  const other = parseWad(row.collateralUsd) + parseWad(row.poolUsd);
  const profit = Object.values(row.positions).reduce((sum, { profitUsd }) => sum + parseWad(profitUsd), 0n);
  return {
    gross: (settled > 0n ? settled : 0n) + other + parseWad(row.notionalUsd),
    equity: settled + other + profit,
  };
}
