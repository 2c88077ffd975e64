import { fullRangePosition } from "../../src/model/fullRange.ts";
import { priceFromSqrtPrice, sqrtPriceFromPrice, sqrtPriceScaled } from "../../src/model/marketPrice.ts";
import type { RateCurve } from "../../src/model/rates.ts";
import { MAX_SQRT_PRICE, MIN_SQRT_PRICE } from "../../src/model/tickMath.ts";
import { WAD } from "../../src/units.ts";
import { deployLending, type ListedReserve, type Listing, NO_INTEREST, print } from "./lending.ts";
import { createPool, deployUniswapFor, FREE_SPACING, swapOnChain } from "./uniswap.ts";

const PRICE_UNIT = 10n ** 10n; // wad dollars to oracle dollars

export type SpotMarket = Awaited<ReturnType<typeof deploySpotMarket>>;

/**
 * Lending under v3.6 rules beside a real Uniswap v3 pool of WETH and USDC that charges no fee and holds one position
 * over the whole grid: a constant product pool. The oracle's WETH price is what a test prints, as a rule the pool's.
 */
export async function deploySpotMarket(
  weth: Listing,
  usdc: Listing,
  quoteReserve: bigint,
  curve: RateCurve = NO_INTEREST,
) {
  const fixture = await deployLending("aave-v3.6", [weth, usdc], curve);
  const [base, quote] = fixture.reserves as [ListedReserve, ListedReserve];
  const uniswap = await deployUniswapFor(fixture.ethers, fixture.owner, [base.token, quote.token]);
  const side = { baseIsToken0: uniswap.addresses[0] === base.token.target, baseDecimals: 18, quoteDecimals: 6 };
  const start = sqrtPriceFromPrice(weth.price * PRICE_UNIT, side);
  const amm = await createPool(uniswap, 0, start, [fullRangePosition(start, FREE_SPACING, quoteReserve, side)]);

  const sqrtPrice = async (): Promise<bigint> => (await amm.getFunction("slot0")()).sqrtPriceX96;
  /** The pool's price of WETH. [wad dollars] */
  const spot = async () => priceFromSqrtPrice(await sqrtPrice(), side);
  /** Prints the pool's price, to the oracle's eight decimals, and returns it. */
  const printSpot = async () => {
    const price = (await spot()) / PRICE_UNIT;
    await print(base, price);
    return price;
  };
  const sell = (amount: bigint) => swapOnChain(uniswap, amm, 0, { zeroForOne: side.baseIsToken0, amount });
  /** Sells as much as pays out `dollars` of USDC. */
  const sellFor = (dollars: bigint) =>
    swapOnChain(uniswap, amm, 0, { zeroForOne: side.baseIsToken0, amount: -dollars });
  /** Sells as much as takes the pool to `factor` (wad) of its price: an arbitrage to an outside price. */
  const arbitrageTo = async (factor: bigint) => {
    const sqrtPriceLimitX96 = sqrtPriceScaled(await sqrtPrice(), factor, side);
    if (sqrtPriceLimitX96 <= MIN_SQRT_PRICE || sqrtPriceLimitX96 >= MAX_SQRT_PRICE) throw new Error("Off the grid.");
    return swapOnChain(uniswap, amm, 0, {
      zeroForOne: side.baseIsToken0,
      amount: 10n ** 12n * WAD,
      sqrtPriceLimitX96,
    });
  };
  return { ...fixture, base, quote, amm, side, spot, printSpot, sell, sellFor, arbitrageTo };
}
