import { abs, formatDecimal } from "../units.ts";
import type { FlowCause } from "./attributedFlows.ts";
import { TREASURY, VENUE } from "./attributionGroups.ts";
import type { AttributionRow } from "./row.ts";

/** What a group began with and what each cause has done to it since, USD [wad]. */
export type Result = Record<FlowCause | "price" | "carry" | "funding", bigint> & { startUsd: bigint };

/** Cents would add up to more than one over seven causes. */
const DIGITS = 6;

/** A group's result by cause; what rounding leaves open, up to `rounding`, is carry. USD [wad] */
export function attributionRow(group: string, result: Result, endUsd: bigint, rounding: bigint): AttributionRow {
  const usd = (value: bigint) => formatDecimal(value, 18, DIGITS);
  const { startUsd, price, slippage, fees, bonuses, funding, socialised } = result;
  const open = endUsd - startUsd - price - result.carry - slippage - fees - bonuses - funding - socialised;
  // Left over is what no event states: the reserve factor's part of the interest, and the venue's roundings.
  const isLender = group === TREASURY || group === VENUE;
  const carry = isLender || abs(open) <= rounding ? result.carry + open : result.carry;
  return {
    kind: "attribution",
    group,
    startUsd: usd(startUsd),
    endUsd: usd(endUsd),
    price: usd(price),
    carry: usd(carry),
    slippage: usd(slippage),
    fees: usd(fees),
    bonuses: usd(bonuses),
    funding: usd(funding),
    socialised: usd(socialised),
  };
}
