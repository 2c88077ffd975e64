import { indexesAt } from "../model/interest.ts";
import type { LendingBook } from "../venues/lendingBook.ts";
import type { OracleState } from "./rounds.ts";

/** Says what each reserve's indexes would be at a time [seconds], had its rates stayed as they are now. [ray] */
export function interestFrom({ reserves, rules }: LendingBook): (time: number) => NonNullable<OracleState["interest"]> {
  const start = reserves.map(({ liquidityIndex, liquidityRate, borrowIndex, borrowRate, lastUpdate }) => ({
    liquidityIndex,
    liquidityRate,
    borrowIndex,
    borrowRate,
    lastUpdate,
  }));
  return (time) => start.map((reserve) => indexesAt(reserve, BigInt(time), rules.arithmetic));
}
