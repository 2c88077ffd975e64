import { WAD } from "../../units.ts";
import type { PositionAccount, Positions } from "./positions.ts";

/** Health factors below which accounts are counted [wad]. */
const MARKS = [WAD, (105n * WAD) / 100n, (110n * WAD) / 100n];

export interface AccountSums {
  accounts: number;
  /** In the oracle's currency. */
  debtValue: bigint;
  collateralValue: bigint;
}

export interface ReserveSums {
  symbol: string;
  /** What accounts that owe pledged, and what they owe; in the oracle's currency, rounded down; null without a price. */
  collateralValue: bigint | null;
  debtValue: bigint | null;
  /** Variable debt of everyone, and of the accounts found [scaled]. */
  scaledDebt: bigint;
  scaledDebtFound: bigint;
}

export interface PositionsSummary {
  all: AccountSums;
  /** Accounts with a health factor below each mark; who is below a smaller one counts again. */
  below: ({ healthFactor: bigint } & AccountSums)[];
  /** By value, largest first. */
  reserves: ReserveSums[];
  /** Whether all debt of the pool is owed by accounts found. */
  isComplete: boolean;
}

/** What positions come to together. */
export function summarizePositions({ accounts, reserves }: Positions): PositionsSummary {
  const held = (side: (account: PositionAccount) => { asset: string; amount: bigint }[]) => {
    const sums = new Map<string, bigint>();
    for (const { asset, amount } of accounts.flatMap(side)) sums.set(asset, (sums.get(asset) ?? 0n) + amount);
    return sums;
  };
  const pledged = held(({ collateral }) => collateral);
  const owed = held(({ debt }) => debt.map(({ asset, amount, stable }) => ({ asset, amount: amount + stable })));
  const sums = reserves.map(({ asset, symbol, decimals, price, scaledDebt, scaledDebtFound }): ReserveSums => {
    const worth = (amount = 0n) => (price === null ? null : (amount * price) / 10n ** BigInt(decimals));
    const values = { collateralValue: worth(pledged.get(asset)), debtValue: worth(owed.get(asset)) };
    return { symbol, ...values, scaledDebt, scaledDebtFound };
  });
  return {
    all: sumsOf(accounts),
    below: MARKS.map((mark) => ({
      healthFactor: mark,
      ...sumsOf(accounts.filter(({ healthFactor }) => healthFactor < mark)),
    })),
    reserves: sums.sort((a, b) => (sizeOf(a) < sizeOf(b) ? 1 : sizeOf(a) > sizeOf(b) ? -1 : 0)),
    isComplete: reserves.every(({ scaledDebt, scaledDebtFound }) => scaledDebt === scaledDebtFound),
  };
}

/** How many accounts, with what they owe and pledged. */
export function sumsOf(accounts: readonly Pick<PositionAccount, "debtValue" | "collateralValue">[]): AccountSums {
  return {
    accounts: accounts.length,
    debtValue: accounts.reduce((sum, { debtValue }) => sum + debtValue, 0n),
    collateralValue: accounts.reduce((sum, { collateralValue }) => sum + collateralValue, 0n),
  };
}

function sizeOf({ collateralValue, debtValue }: ReserveSums): bigint {
  return (collateralValue ?? 0n) + (debtValue ?? 0n);
}
