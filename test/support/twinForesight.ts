import {
  type AccountData,
  type AccountPosition,
  accountData,
  debtBalance,
  supplyBalance,
} from "../../src/model/account.ts";
import { indexesAt } from "../../src/model/interest.ts";
import { TWIN_CATEGORIES, TWIN_LISTINGS } from "./twinMarkets.ts";
import { wordOf } from "./twinReads.ts";
import type { TwinState } from "./twinStep.ts";

const LTV_MASK = 0xffffn;

export type TwinForesight = ReturnType<typeof foresee>;

/** What accounts will have, by the model, in the block at `time`: for amounts at the very edge of what is allowed. */
export function foresee({ view, prices, preset }: TwinState, time: number) {
  const reserves = TWIN_LISTINGS.map(({ decimals, threshold }, id) => {
    const stored = (name: string) => wordOf(view, `reserve${id}.${name}`);
    const indexes = {
      liquidityIndex: stored("liquidityIndex"),
      liquidityRate: stored("liquidityRate"),
      borrowIndex: stored("borrowIndex"),
      borrowRate: stored("borrowRate"),
      lastUpdate: stored("lastUpdate"),
    };
    const price = prices[id] as bigint;
    const ltv = stored("configuration") & LTV_MASK;
    return { ...indexesAt(indexes, BigInt(time), preset), price, decimals, ltv, liquidationThreshold: threshold };
  });

  /** An aToken's or debt token's balance. [asset] */
  const balance = (user: number, kind: "supply" | "debt", asset: number): bigint => {
    const reserve = reserves[asset] as (typeof reserves)[number];
    const scaled = wordOf(view, `user${user}.${kind}${asset}.scaled`);
    return kind === "supply"
      ? supplyBalance(scaled, reserve.liquidityIndex, preset)
      : debtBalance(scaled, reserve.borrowIndex, preset);
  };

  /** The supply, or the debt, of all together, the treasury's claims left out. [asset] */
  const total = (kind: "supply" | "debt", asset: number): bigint => {
    const { liquidityIndex, borrowIndex } = reserves[asset] as (typeof reserves)[number];
    const scaled = wordOf(view, `reserve${asset}.${kind}.scaled`);
    return kind === "supply" ? supplyBalance(scaled, liquidityIndex, preset) : debtBalance(scaled, borrowIndex, preset);
  };

  const account = (user: number): AccountData => {
    const flags = wordOf(view, `user${user}.configuration`);
    const category = TWIN_CATEGORIES[preset].find(({ id }) => BigInt(id) === wordOf(view, `user${user}.eMode`));
    const positions: AccountPosition[] = reserves.map((reserve, id) => ({
      reserve: {
        ...reserve,
        instead: category?.collateral.includes(id)
          ? { ltv: BigInt(category.ltv), liquidationThreshold: BigInt(category.threshold) }
          : undefined,
      },
      scaledCollateral: wordOf(view, `user${user}.supply${id}.scaled`),
      scaledDebt: wordOf(view, `user${user}.debt${id}.scaled`),
      usedAsCollateral: ((flags >> BigInt(2 * id + 1)) & 1n) === 1n,
    }));
    return accountData(positions, preset);
  };

  return { balance, total, account };
}
