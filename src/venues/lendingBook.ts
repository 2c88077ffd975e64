import { type AccountData, type AccountPosition, accountData, debtBalance, supplyBalance } from "../model/account.ts";
import type { LendingRules } from "../model/rules.ts";
import { flagsOf } from "./flagsOf.ts";
import type { GuardBook } from "./guardBook.ts";
import type { LendingReserve } from "./lendingReserve.ts";
import { LendingScreen } from "./lendingScreen.ts";

/** What one account has in the lending venue, in scaled units by reserve. */
export interface Position {
  readonly index: number;
  readonly account: string;
  readonly group: string;
  eMode: number;
  /** As Aave's bitmap, in the order of the book: bit 2i is debt, bit 2i + 1 collateral, in its i-th reserve. */
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
  readonly #screen: LendingScreen;
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
    this.#screen = new LendingScreen(reserves, [...eModes.values()], rules, accounts.length);
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
    position.flags = flagsOf(words[offset + 1] ?? 0n, this.reserves);
    for (let i = 0; i < this.reserves.length; i++) {
      position.supplied[i] = words[offset + 2 + 2 * i] ?? 0n;
      position.owed[i] = words[offset + 3 + 2 * i] ?? 0n;
      this.#screen.take(position, i, this.usesAsCollateral(position, i), this.#modeOf(position, i));
    }
  }

  usesAsCollateral(position: Position, reserveIndex: number): boolean {
    return ((position.flags >> BigInt(2 * reserveIndex + 1)) & 1n) === 1n;
  }

  /** LTV, threshold and bonus that hold for this account's collateral at the book's time, in bps. */
  termsFor(
    position: Pick<Position, "eMode">,
    reserveIndex: number,
  ): { ltv: bigint; liquidationThreshold: bigint; liquidationBonus: bigint } {
    const mode = this.#modeOf(position, reserveIndex);
    if (mode !== undefined) return mode;
    const reserve = this.reserves[reserveIndex] as LendingReserve;
    return { ...reserve.termsAt(this.time), liquidationBonus: reserve.terms.liquidationBonus };
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
      rows.push({
        reserve: {
          ...(interest?.[i] ?? reserve.indexesAt(this.time)),
          price: prices[i] ?? 0n,
          decimals: reserve.decimals,
          ltv: reserve.terms.ltv,
          liquidationThreshold: reserve.terms.liquidationThreshold,
          instead: this.termsFor(position, i),
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
    const mayBeBelow = this.#screen.at(this.time, bound, prices);
    return this.positions.filter(
      (position) => mayBeBelow(position) && this.accountData(position, prices).healthFactor < bound,
    );
  }

  /** The account's e-mode category, where it covers a reserve. */
  #modeOf({ eMode }: Pick<Position, "eMode">, reserveIndex: number): EModeTerms | undefined {
    const mode = this.eModes.get(eMode);
    return mode?.collateral.has(reserveIndex) ? mode : undefined;
  }
}
