import { LookThrough, type ShareBook } from "../model/lookThrough.ts";
import type { WorldRow } from "../trace/row.ts";
import type { ShareholderRow, VaultStateRow } from "../trace/vaultRow.ts";
import { parseWad } from "../units.ts";
import type { AssetTable } from "./assetTable.ts";
import { Factors } from "./factors.ts";
import { required } from "./figures.ts";

/** What tokens stand for through the shares among them, USD [wad] at the oracle's prices. */
export interface Worth {
  /** Everything there is, and the notional of perpetual positions. */
  gross: bigint;
  debt: bigint;
  equity: bigint;
  /** Of loop vaults, what they owe and at most what they have. */
  looped: bigint;
}

type Amounts = Readonly<Record<string, string>>;

/** The shares of all vaults at one moment, looked through. */
export class Shares {
  readonly #vaults: ReadonlyMap<string, VaultStateRow>;
  readonly #through: LookThrough;
  readonly #table: AssetTable;
  readonly #markets: Readonly<Record<string, string>>;
  readonly #assets: ReadonlyMap<string, string>;

  /** `table` has the prices of that moment. */
  constructor(states: readonly VaultStateRow[], table: AssetTable, { perps, vaults }: WorldRow) {
    this.#vaults = new Map(states.map((state) => [state.vault, state]));
    this.#table = table;
    this.#markets = perps?.markets ?? {};
    this.#assets = new Map(Object.entries(vaults ?? {}).map(([vault, { asset }]) => [vault, asset]));
    this.#through = new LookThrough(new Map(states.map((state) => [state.vault, this.#bookOf(state)])));
  }

  /** Tokens of which at least one is a share; undefined of others, whose worth no vault changes. */
  worthOf(amounts: Amounts): Worth | undefined {
    const { plain, shares } = this.#split(amounts);
    if (shares.length === 0) return undefined;
    const usd = this.#table.valueOf(plain);
    const worth = { gross: usd, debt: 0n, equity: usd, looped: 0n };
    for (const [vault, amount] of shares) {
      const { gross = 0n, debt = 0n, equity = 0n, looped = 0n } = this.#through.of(vault, amount);
      worth.gross += gross;
      worth.debt += debt;
      worth.equity += equity;
      worth.looped += looped;
    }
    return worth;
  }

  /** A holder's shares, also those that wait in a queue, and what it has to claim, as tokens. */
  claimsOf(held: ShareholderRow["shares"]): Record<string, string> {
    const amounts = new Map<string, bigint>();
    const add = (symbol: string, amount: bigint) => amounts.set(symbol, (amounts.get(symbol) ?? 0n) + amount);
    for (const [vault, { held: own, pending, claimable }] of Object.entries(held)) {
      add(vault, BigInt(own) + BigInt(pending));
      if (BigInt(claimable) > 0n)
        add(required(this.#assets.get(vault), `asset of the vault ${vault}`), BigInt(claimable));
    }
    return Object.fromEntries([...amounts].map(([symbol, amount]) => [symbol, amount.toString()]));
  }

  /** Adds what tokens, held or owed, are long and short of each factor. */
  expose(factors: Factors, amounts: Amounts, side: "long" | "short"): void {
    const { plain, shares } = this.#split(amounts);
    for (const [symbol, amount] of Object.entries(plain))
      factors.addAsset(this.#table.asset(symbol), side, this.#table.valueOf({ [symbol]: amount }));
    for (const [vault, amount] of shares) factors.addNamed(this.#through.of(vault, amount), side);
  }

  #split(amounts: Amounts): { plain: Record<string, string>; shares: [vault: string, amount: bigint][] } {
    const plain: Record<string, string> = {};
    const shares: [string, bigint][] = [];
    for (const [symbol, amount] of Object.entries(amounts)) {
      if (this.#vaults.has(symbol)) shares.push([symbol, BigInt(amount)]);
      else plain[symbol] = amount;
    }
    return { plain, shares };
  }

  #bookOf(state: VaultStateRow): ShareBook {
    const { plain, shares } = this.#split(state.holdings);
    const margin = parseWad(state.equityUsd);
    const factors = new Factors();
    let [gross, debt] = [margin > 0n ? margin : 0n, 0n];
    let equity = margin;
    for (const [symbol, amount] of Object.entries(plain)) {
      const owed = amount.startsWith("-");
      const usd = this.#table.valueOf({ [symbol]: owed ? amount.slice(1) : amount });
      factors.addAsset(this.#table.asset(symbol), owed ? "short" : "long", usd);
      if (owed) debt += usd;
      else gross += usd;
      equity += owed ? -usd : usd;
    }
    const looped = state.leverage === null ? 0n : debt < gross ? debt : gross;
    for (const [market, { size, notionalUsd }] of Object.entries(state.positions)) {
      gross += parseWad(notionalUsd);
      factors.add(this.#markets[market] ?? market, size.startsWith("-") ? "short" : "long", parseWad(notionalUsd));
    }
    return {
      supply: BigInt(state.supply),
      own: { gross, debt, equity, looped, ...factors.named() },
      shares: Object.fromEntries(shares),
    };
  }
}
