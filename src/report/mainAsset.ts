import type { Summary } from "../analysis/summary.ts";

/**
 * The asset that the story is about: the one whose total fall was predicted, else the one whose oracle price fell
 * furthest relative to its start, shares of vaults aside. Undefined without prices.
 */
export function mainAsset(summary: Pick<Summary, "prediction" | "prices" | "vaults">): string | undefined {
  if (summary.prediction !== null) return summary.prediction.asset;
  const falls = Object.entries(summary.prices)
    .filter(([asset]) => summary.vaults[asset] === undefined)
    .map(([asset, price]) => ({ asset, fall: priceFall(price) }));
  return falls.reduce<{ asset: string; fall: number } | undefined>(
    (worst, next) => (worst === undefined || next.fall > worst.fall ? next : worst),
    undefined,
  )?.asset;
}

/** How far the oracle price fell from its start to its low, as a fraction of the start. */
export function priceFall(price: { start: string; low: string }): number {
  return Number(price.start) === 0 ? 0 : 1 - Number(price.low) / Number(price.start);
}
