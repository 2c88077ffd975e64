import type { AccountRow } from "../trace/lendingRow.ts";
import type { PerpAccountRow } from "../trace/perpRow.ts";
import type { Row } from "../trace/row.ts";
import type { ShareholderRow } from "../trace/vaultRow.ts";
import { parseWad } from "../units.ts";
import type { Shares, Worth } from "./shares.ts";
import { LENDING, PERPS } from "./venue.ts";

/** What one holder has over all venues, vault shares looked through, USD [wad]. */
export interface Holding {
  supplied: bigint;
  /** What it owes itself and through shares. */
  debt: bigint;
  gross: bigint;
  equity: bigint;
  /** Of loopers, and of whoever holds shares of loop vaults: what is owed, at most what it is owed on. */
  looped: bigint;
  /** Where it is levered: owes something, has a position, or shares of a vault, also as collateral. */
  venues: ReadonlySet<string>;
}

type HolderRow = AccountRow | PerpAccountRow | ShareholderRow;
type Rows = { lending?: AccountRow; perps?: PerpAccountRow; shares?: ShareholderRow };

/** Whether a row says what an external holder has; the positions of vaults are their shareholders'. */
export function isHolderRow(row: Row): row is HolderRow {
  return (
    row.kind === "shareholder" || ((row.kind === "account" || row.kind === "perpAccount") && row.vault === undefined)
  );
}

/** The rows of one phase, joined by holder: whoever has an account on the exchange has one in the lending venue too. */
export class Accounts {
  readonly #lending: AccountRow[] = [];
  readonly #perps = new Map<string, PerpAccountRow>();
  readonly #shares = new Map<string, ShareholderRow>();

  add(row: HolderRow): void {
    if (row.kind === "account") this.#lending.push(row);
    else if (row.kind === "perpAccount") this.#perps.set(row.account, row);
    else this.#shares.set(row.account, row);
  }

  /** Without `shares` there are no vaults. */
  all(shares?: Shares): Holding[] {
    const perps = new Map(this.#perps);
    const holders = new Map(this.#shares);
    const joined: Rows[] = this.#lending.map((row) => {
      const rows = { lending: row, ...ofAccount(row.account, perps, holders) };
      perps.delete(row.account);
      holders.delete(row.account);
      return rows;
    });
    const traders: Rows[] = [...perps.values()].map((row) => {
      const rows = ofAccount(row.account, perps, holders);
      holders.delete(row.account);
      return rows;
    });
    const alone: Rows[] = [...holders.values()].map((row) => ({ shares: row }));
    return [...joined, ...traders, ...alone].map((rows) => holdingOf(rows, shares));
  }
}

function ofAccount(
  account: string,
  traders: ReadonlyMap<string, PerpAccountRow>,
  holders: ReadonlyMap<string, ShareholderRow>,
): Pick<Rows, "perps" | "shares"> {
  const [perps, shares] = [traders.get(account), holders.get(account)];
  return { ...(perps && { perps }), ...(shares && { shares }) };
}

function holdingOf(rows: Rows, shares: Shares | undefined): Holding {
  const { lending, perps, shares: held } = rows;
  const worthOf = (amounts: Readonly<Record<string, string>>, printedUsd: string) =>
    shares?.worthOf(amounts) ?? plainWorth(parseWad(printedUsd));
  const supply = worthOf(lending?.collateral ?? {}, lending?.collateralUsd ?? "0");
  const owed = parseWad(lending?.debtUsd ?? 0);
  const wallet =
    held === undefined
      ? []
      : [worthOf(shares?.claimsOf(held.shares) ?? {}, held.valueUsd), plainWorth(parseWad(held.walletUsd))];
  const margin = perps === undefined ? [] : [marginOf(perps, worthOf(perps.collateral, perps.collateralUsd))];
  const parts = [supply, ...margin, ...wallet];
  const total = (figure: keyof Worth) => parts.reduce((sum, part) => sum + part[figure], 0n);
  const debt = owed + total("debt");
  return {
    supplied: supply.gross,
    debt,
    gross: total("gross"),
    equity: total("equity") - owed,
    looped: lending?.looping === true ? smaller(debt, supply.gross) : total("looped"),
    venues: venuesOf(rows),
  };
}

function plainWorth(usd: bigint): Worth {
  return { gross: usd, debt: 0n, equity: usd, looped: 0n };
}

function marginOf(row: PerpAccountRow, collateral: Worth): Worth {
  const settled = parseWad(row.settledUsd);
  const pool = parseWad(row.poolUsd);
  const profit = Object.values(row.positions).reduce((sum, { profitUsd }) => sum + parseWad(profitUsd), 0n);
  return {
    ...collateral,
    gross: (settled > 0n ? settled : 0n) + collateral.gross + pool + parseWad(row.notionalUsd),
    equity: settled + collateral.equity + pool + profit,
  };
}

function venuesOf({ lending, perps, shares: held }: Rows): Set<string> {
  const venues = new Set<string>();
  if (parseWad(lending?.debtUsd ?? 0) > 0n) venues.add(LENDING);
  if (parseWad(perps?.notionalUsd ?? 0) > 0n) venues.add(PERPS);
  for (const [symbol, { held: own, pending }] of Object.entries(held?.shares ?? {}))
    if (BigInt(own) + BigInt(pending) > 0n) venues.add(symbol);
  for (const symbol of Object.keys({ ...lending?.collateral, ...perps?.collateral })) venues.add(symbol);
  return venues;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
