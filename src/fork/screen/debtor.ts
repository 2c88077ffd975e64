import { wordAt } from "../../venues/words.ts";
import type { PoolReserve } from "./poolState.ts";
import type { PositionAccount } from "./positions.ts";
import { type ViewCall, viewCall } from "./viewCall.ts";

const ACCOUNT_WORDS = 6;
const HEALTH_FACTOR = 5;

/** Somebody who owes on a pool, and what has to be asked to know everything about the position. */
export class Debtor {
  readonly calls: ViewCall[];
  readonly #account: string;
  readonly #owes: PoolReserve[];
  readonly #pledges: PoolReserve[];

  /** From the account's settings on the pool, two bits a reserve: owed, and pledged. */
  constructor(pool: string, account: string, bits: bigint, reserves: readonly PoolReserve[]) {
    const isSet = (bit: number) => ((bits >> BigInt(bit)) & 1n) === 1n;
    this.#account = account;
    this.#owes = reserves.filter(({ id }) => isSet(2 * id));
    this.#pledges = reserves.filter(({ id }) => isSet(2 * id + 1));
    const balances = (token: string) => [
      viewCall(token, "balanceOf(address)", [account]),
      viewCall(token, "scaledBalanceOf(address)", [account]),
    ];
    this.calls = [
      viewCall(pool, "getUserAccountData(address)", [account], ACCOUNT_WORDS),
      viewCall(pool, "getUserEMode(address)", [account]),
      ...this.#pledges.flatMap(({ aToken }) => balances(aToken)),
      ...this.#owes.flatMap(({ debtToken }) => balances(debtToken)),
      ...this.#owes.flatMap(({ stableDebtToken: token }) => token ?? []).map((token) => balances(token)[0]!),
    ];
  }

  get owes(): boolean {
    return this.#owes.length > 0;
  }

  /** The position that the answers to `calls` describe. */
  position([data, eMode, ...balances]: readonly string[]): PositionAccount {
    let at = 0;
    const next = () => wordAt(balances[at++]!, 0);
    const collateral = this.#pledges.map(({ asset }) => ({ asset, amount: next(), scaled: next() }));
    const variable = this.#owes.map(({ asset }) => ({ asset, amount: next(), scaled: next() }));
    const stable = this.#owes.map(({ stableDebtToken }) => (stableDebtToken === undefined ? 0n : next()));
    return {
      account: this.#account,
      healthFactor: wordAt(data!, HEALTH_FACTOR),
      collateralValue: wordAt(data!, 0),
      debtValue: wordAt(data!, 1),
      liquidationThreshold: wordAt(data!, 3),
      eMode: Number(wordAt(eMode!, 0)),
      collateral,
      debt: variable.map((debt, index) => ({ ...debt, stable: stable[index]! })),
    };
  }
}
