import { abs } from "../units.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { ConservationRow } from "./row.ts";

type Check = ConservationRow["checks"][number];

/**
 * Checks the exchange's books against its balance and against all that is in them, to the unit: cash, each account's
 * settled margin, escrow, collateral by token, both sides of each market, the pool's shares; and whether each block's
 * events told all that moved (`untold`, quote units that they left out or made up). `shares` are what the pool's known
 * holders have.
 */
export function perpConservation(book: PerpBook, shares: bigint, untold: bigint): Check[] {
  const { books, engine, accounts, venue, markets } = book;
  const everyone = [engine, ...accounts];
  const checks: Check[] = [];
  const add = (asset: string, error: bigint) => {
    checks.push({ venue: "perps", asset, errorWei: abs(error).toString(), allowedWei: "0" });
  };
  const sum = (of: (account: (typeof everyone)[number]) => bigint) =>
    everyone.reduce((total, account) => total + of(account), 0n);

  add(venue.quote, books.settledSum + books.poolCash + books.insurance + books.fees + books.escrow - books.cash);
  add("settled margin", sum(({ settled }) => settled) - books.settledSum);
  add(
    "escrow",
    sum(({ orders }) => [...orders.values()].reduce((held, { escrow }) => held + escrow, 0n)) - books.escrow,
  );
  for (const { symbol, seized, balance } of venue.collaterals) {
    add(symbol, sum(({ collateral }) => collateral.get(symbol) ?? 0n) + seized - balance);
  }
  for (const { id, name, state } of markets) {
    for (const side of ["long", "short"] as const) {
      const held = everyone.flatMap(({ positions }) => {
        const position = positions.get(id);
        return position !== undefined && position.size > 0n === (side === "long") ? [position] : [];
      });
      const gap = (stored: bigint, of: (position: (typeof held)[number]) => bigint) =>
        abs(held.reduce((total, position) => total + of(position), 0n) - stored);
      const { size, cost, fundingWeight } = state[side];
      add(
        `${name} ${side}`,
        gap(size, (position) => abs(position.size)) +
          gap(cost, (position) => abs(position.cost)) +
          gap(fundingWeight, (position) => abs(position.size) * position.funding),
      );
    }
  }
  add("pool shares", shares - books.shares);
  add("events", untold);
  return checks;
}
