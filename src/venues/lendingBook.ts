import { type AccountData, type AccountPosition, accountData, debtBalance, supplyBalance } from "../model/account.ts";
import type { LendingRules } from "../model/rules.ts";
import { RAY, WAD } from "../units.ts";
import type { GuardBook } from "./guardBook.ts";
import type { LendingReserve } from "./lendingReserve.ts";

/** What one account has in the lending venue, in scaled units by reserve. */
export interface Position {
  readonly index: number;
  readonly account: string;
  readonly group: string;
  eMode: number;
  /** Aave's bitmap: bit 2i is debt, bit 2i + 1 collateral, in reserve i. */
  flags: bigint;
  supplied: bigint[];
  owed: bigint[];
}

/** Terms of an e-mode category, bps, and which reserves it covers as collateral. */
export interface EModeTerms {
  ltv: bigint;
  liquidationThreshold: bigint;
  liquidationBonus: bigint;
  collateral: ReadonlySet<number>;
}

/** Floating point only preselects; this share above the bound is still confirmed exactly. */
const FLOAT_SLACK = 0.000001;

/**
 * The lending venue's positions as this process knows them, so that finding who is liquidatable costs no call.
 * All values are in the oracle's base currency; `prices` are by reserve in the order of the pool.
 */
export class LendingBook {
  readonly reserves: readonly LendingReserve[];
  readonly rules: LendingRules;
  readonly eModes: ReadonlyMap<number, EModeTerms>;
  readonly baseUnit: bigint;
  readonly positions: readonly Position[];
  readonly #byAccount: ReadonlyMap<string, Position>;
  readonly #collateral: Float64Array;
  readonly #debt: Float64Array;
  /** How much larger than the bound a health factor in floating point must be to be left out. */
  readonly #slack: number;
  time = 0;
  /** Prices the agents act upon: those on the chain, with this block's pending prints put in. */
  prices: bigint[] = [];
  /** What may change the terms of a liquidation; absent where no control is switched on. */
  guards?: Pick<GuardBook, "stepRoomUsd">;

  constructor(
    reserves: readonly LendingReserve[],
    rules: LendingRules,
    eModes: ReadonlyMap<number, EModeTerms>,
    baseUnit: bigint,
    accounts: readonly { address: string; group: string }[],
  ) {
    this.reserves = reserves;
    this.rules = rules;
    this.eModes = eModes;
    this.baseUnit = baseUnit;
    const none = () => reserves.map(() => 0n);
    this.positions = accounts.map(({ address, group }, index) => ({
      index,
      account: address,
      group,
      eMode: 0,
      flags: 0n,
      supplied: none(),
      owed: none(),
    }));
    this.#byAccount = new Map(this.positions.map((position) => [position.account, position]));
    this.#collateral = new Float64Array(accounts.length * reserves.length);
    this.#debt = new Float64Array(accounts.length * reserves.length);
    // Before v3.6 the average threshold is cut to whole bps, a share of the smallest threshold at most.
    const thresholds = [...reserves.map(({ terms }) => terms), ...eModes.values()].map((terms) =>
      Number(terms.liquidationThreshold),
    );
    const cut = rules.arithmetic === "aave-v3.6" ? 0 : 1 / Math.min(...thresholds.filter((bps) => bps > 0));
    this.#slack = (1 + FLOAT_SLACK) / Math.max(0, 1 - cut);
  }

  positionOf(account: string): Position | undefined {
    return this.#byAccount.get(account);
  }

  reserve(symbol: string): LendingReserve | undefined {
    return this.reserves.find((candidate) => candidate.symbol === symbol);
  }

  /** Words that the lens returns for one account. */
  get accountWords(): number {
    return 2 + 2 * this.reserves.length;
  }

  /** Takes an account's words of a lens answer, beginning at `offset`. */
  read(position: Position, words: readonly bigint[], offset: number): void {
    position.eMode = Number(words[offset] ?? 0n);
    position.flags = words[offset + 1] ?? 0n;
    this.reserves.forEach((reserve, i) => {
      position.supplied[i] = words[offset + 2 + 2 * i] ?? 0n;
      position.owed[i] = words[offset + 3 + 2 * i] ?? 0n;
      const slot = position.index * this.reserves.length + i;
      const threshold = this.usesAsCollateral(position, i)
        ? Number(this.termsFor(position, i).liquidationThreshold) / 1e4
        : 0;
      this.#collateral[slot] = (Number(position.supplied[i]) * threshold) / Number(reserve.unit);
      this.#debt[slot] = Number(position.owed[i]) / Number(reserve.unit);
    });
  }

  usesAsCollateral(position: Position, reserveIndex: number): boolean {
    return ((position.flags >> BigInt(2 * reserveIndex + 1)) & 1n) === 1n;
  }

  /** LTV, threshold and bonus that hold for this account's collateral, in bps. */
  termsFor(
    position: Position,
    reserveIndex: number,
  ): { ltv: bigint; liquidationThreshold: bigint; liquidationBonus: bigint } {
    const mode = this.eModes.get(position.eMode);
    if (mode?.collateral.has(reserveIndex)) return mode;
    return (this.reserves[reserveIndex] as LendingReserve).terms;
  }

  /** Collateral and debt in the assets' smallest units, with interest up to the book's time. */
  balances(position: Position): { supplied: bigint[]; owed: bigint[] } {
    const indexes = this.reserves.map((reserve) => reserve.indexesAt(this.time));
    return {
      supplied: position.supplied.map((scaled, i) =>
        supplyBalance(scaled, indexes[i]?.liquidityIndex ?? 0n, this.rules.arithmetic),
      ),
      owed: position.owed.map((scaled, i) => debtBalance(scaled, indexes[i]?.borrowIndex ?? 0n, this.rules.arithmetic)),
    };
  }

  /** An account's totals at the book's time, to the wei as the pool computes them; `interest` replaces the indexes. */
  accountData(
    position: Position,
    prices: readonly bigint[] = this.prices,
    interest?: readonly ReturnType<LendingReserve["indexesAt"]>[],
  ): AccountData {
    const rows: AccountPosition[] = [];
    this.reserves.forEach((reserve, i) => {
      if (position.supplied[i] === 0n && position.owed[i] === 0n) return;
      const mode = this.eModes.get(position.eMode);
      rows.push({
        reserve: {
          ...(interest?.[i] ?? reserve.indexesAt(this.time)),
          price: prices[i] ?? 0n,
          decimals: reserve.decimals,
          ltv: reserve.terms.ltv,
          liquidationThreshold: reserve.terms.liquidationThreshold,
          eMode: mode?.collateral.has(i) ? mode : undefined,
        },
        scaledCollateral: position.supplied[i] ?? 0n,
        scaledDebt: position.owed[i] ?? 0n,
        usedAsCollateral: this.usesAsCollateral(position, i),
      });
    });
    return accountData(rows, this.rules.arithmetic);
  }

  /** Indebted positions whose health factor is below `bound` [wad], in the order of the book. */
  below(bound: bigint, prices: readonly bigint[] = this.prices): Position[] {
    const width = this.reserves.length;
    const limit = (Number(bound) / Number(WAD)) * this.#slack;
    // Each amount is rounded to a smallest unit and each value to one of the base currency, which counts for dust.
    let rounding = 0;
    const weights = this.reserves.map((reserve, i) => {
      const { liquidityIndex, borrowIndex } = reserve.indexesAt(this.time);
      const price = Number(prices[i] ?? 0n);
      rounding += 2 * (Number(RAY) + (Number(borrowIndex) * price) / Number(reserve.unit));
      return { collateral: Number(liquidityIndex) * price, debt: Number(borrowIndex) * price };
    });

    const found: Position[] = [];
    for (const position of this.positions) {
      const start = position.index * width;
      let collateral = 0;
      let debt = 0;
      for (let i = 0; i < width; i++) {
        collateral += (this.#collateral[start + i] as number) * (weights[i] as { collateral: number }).collateral;
        debt += (this.#debt[start + i] as number) * (weights[i] as { debt: number }).debt;
      }
      if (debt === 0 || collateral - rounding > (debt + rounding) * limit) continue;
      if (this.accountData(position, prices).healthFactor < bound) found.push(position);
    }
    return found;
  }
}
