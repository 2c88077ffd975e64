import type { PerpPosition } from "./position.ts";
import { quoteValueDown } from "./rounding.ts";

/** Funding that a position has received since it was settled, rounded down. [quote] Negative when it owes. */
export function positionFunding(position: PerpPosition, fundingIndex: bigint, quoteUnit: bigint): bigint {
  return quoteValueDown(position.size, fundingIndex - position.funding, quoteUnit);
}

/** Profit of a position at `price`, with funding: value less cost rounded down, funding rounded down. [quote] */
export function positionProfit(position: PerpPosition, price: bigint, fundingIndex: bigint, quoteUnit: bigint): bigint {
  const gain = quoteValueDown(position.size, price, quoteUnit) - position.cost;
  return gain + positionFunding(position, fundingIndex, quoteUnit);
}
