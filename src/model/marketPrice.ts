import { FaultlineError } from "../errors.ts";
import { WAD } from "../units.ts";
import { amount0Between, amount1Between } from "./sqrtPrice.ts";
import { Q96 } from "./tickMath.ts";
import { sqrtDown } from "./transcendental.ts";

/** A pool seen as a market of a base asset priced in a quote asset; only the order of the two tokens matters here. */
export type MarketSide = { readonly baseIsToken0: boolean };

/** The √price (X96) at which one whole base costs `price` (wad) whole quotes, given both tokens' decimals. Down. */
export function sqrtPriceFromPrice(
  price: bigint,
  side: MarketSide & { readonly baseDecimals: number; readonly quoteDecimals: number },
): bigint {
  if (price <= 0n) throw new FaultlineError("PRICE_NOT_POSITIVE", `The price ${price} is not above zero.`);
  const quote = price * 10n ** BigInt(side.quoteDecimals);
  const base = WAD * 10n ** BigInt(side.baseDecimals);
  const [over, under] = side.baseIsToken0 ? [quote, base] : [base, quote];
  return sqrtDown((over * Q96 * Q96) / under);
}

/** The price (wad, whole quotes a whole base) at a √price. Down. */
export function priceFromSqrtPrice(
  sqrtPriceX96: bigint,
  side: MarketSide & { readonly baseDecimals: number; readonly quoteDecimals: number },
): bigint {
  const square = sqrtPriceX96 * sqrtPriceX96;
  const quoteUnit = 10n ** BigInt(side.quoteDecimals);
  const baseUnit = 10n ** BigInt(side.baseDecimals);
  return side.baseIsToken0
    ? (square * WAD * baseUnit) / (Q96 * Q96 * quoteUnit)
    : (Q96 * Q96 * WAD * baseUnit) / (square * quoteUnit);
}

/** The √price when the base's price is `factor` (wad) of what it is at `sqrtPriceX96`. Down. */
export function sqrtPriceScaled(sqrtPriceX96: bigint, factor: bigint, side: MarketSide): bigint {
  const square = sqrtPriceX96 * sqrtPriceX96;
  return sqrtDown(side.baseIsToken0 ? (square * factor) / WAD : (square * WAD) / factor);
}

/** Raw quote units that lie between two √prices at `liquidity`: what the pool pays on the way down, fee apart. Down. */
export function quoteBetween(a: bigint, b: bigint, liquidity: bigint, side: MarketSide): bigint {
  return (side.baseIsToken0 ? amount1Between : amount0Between)(a, b, liquidity, false);
}
