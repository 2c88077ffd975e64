import { expect } from "chai";
import fc from "fast-check";
import { constantImpactLadder } from "../../src/model/constantImpactLadder.ts";
import { positionsForDepth } from "../../src/model/depth.ts";
import { fullRangePosition } from "../../src/model/fullRange.ts";
import { sqrtPriceFromPrice } from "../../src/model/marketPrice.ts";
import { type LiquidityPosition, poolFromPositions } from "../../src/model/poolFromPositions.ts";
import { type PoolState, type SwapOrder, swap } from "../../src/model/swap.ts";
import { MAX_SQRT_PRICE, MIN_SQRT_PRICE, tickAtSqrtPrice } from "../../src/model/tickMath.ts";
import { WAD } from "../../src/units.ts";
import { createPool, deployUniswap, swapOnChain, type UniswapFixture } from "../support/uniswap.ts";

const SWAPS_A_POOL = 100;
const SPACING: Record<number, number> = { 500: 10, 3000: 60, 10000: 200 };
const MILLION = 10n ** 12n;

type Shape = { name: string; fee: number; baseIsToken0: boolean; build: (root: bigint) => LiquidityPosition[] };

const side = (baseIsToken0: boolean) => ({ baseIsToken0, baseDecimals: 18, quoteDecimals: 6 });
const depth = { within2: 10n * MILLION, within10: 25n * MILLION, tail: 15n * MILLION };

function gapped(root: bigint): LiquidityPosition[] {
  const middle = Math.floor(tickAtSqrtPrice(root) / 60) * 60;
  return [
    { tickLower: middle - 600, tickUpper: middle + 600, liquidity: 10n ** 15n },
    { tickLower: middle - 60, tickUpper: middle + 60, liquidity: 3n * 10n ** 16n },
    { tickLower: middle - 40_200, tickUpper: middle - 20_400, liquidity: 10n ** 14n },
    { tickLower: middle + 20_400, tickUpper: middle + 40_200, liquidity: 10n ** 14n },
  ];
}

const shapes: Shape[] = [true, false].flatMap((baseIsToken0) => [
  {
    name: "stated depth",
    fee: 500,
    baseIsToken0,
    build: (root: bigint) => positionsForDepth(root, 10, depth, side(baseIsToken0)),
  },
  {
    name: "constant product",
    fee: 3000,
    baseIsToken0,
    build: (root: bigint) => [fullRangePosition(root, 60, 20n * MILLION, side(baseIsToken0))],
  },
  { name: "gaps without liquidity", fee: 3000, baseIsToken0, build: gapped },
  {
    name: "constant impact",
    fee: 10000,
    baseIsToken0,
    build: (root: bigint) => {
      const middle = Math.floor(tickAtSqrtPrice(root) / 200) * 200;
      return constantImpactLadder(middle - 4000, middle + 4000, 200, 100n * MILLION, side(baseIsToken0));
    },
  },
]);

/** Orders from one wei to more than the pool holds, both ways, exact in and out, with and without a limit. */
const anyOrder = fc.record({
  zeroForOne: fc.boolean(),
  exactIn: fc.boolean(),
  digits: fc.integer({ min: 1, max: 25 }),
  lead: fc.integer({ min: 1, max: 9_999 }),
  limitPerMille: fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined }),
});

function toOrder(pool: PoolState, drawn: typeof anyOrder extends fc.Arbitrary<infer T> ? T : never): SwapOrder {
  const amount = BigInt(drawn.lead) * 10n ** BigInt(drawn.digits - 1);
  const move = BigInt(drawn.limitPerMille ?? 0);
  const moved = (pool.sqrtPriceX96 * (drawn.zeroForOne ? 1000n - move : 1000n + move)) / 1000n;
  const limit = moved > MIN_SQRT_PRICE && moved < MAX_SQRT_PRICE && move > 0n ? moved : undefined;
  return { zeroForOne: drawn.zeroForOne, amount: drawn.exactIn ? amount : -amount, sqrtPriceLimitX96: limit };
}

/** Back to where the pool began, across whatever gap there is: asked when an order left the liquidity behind. */
function homeward(pool: PoolState, root: bigint): SwapOrder {
  return { zeroForOne: pool.sqrtPriceX96 > root, amount: 10n ** 30n, sqrtPriceLimitX96: root };
}

describe("swap against real Uniswap v3", () => {
  let fixture: UniswapFixture;

  beforeEach(async () => {
    fixture = await deployUniswap();
  });

  shapes.forEach((shape, index) => {
    const order = shape.baseIsToken0 ? "base first" : "quote first";
    it(`agrees to the unit over ${SWAPS_A_POOL} random swaps: ${shape.name}, ${order}`, async () => {
      const root = sqrtPriceFromPrice(3000n * WAD, side(shape.baseIsToken0));
      const positions = shape.build(root);
      const onChain = await createPool(fixture, shape.fee, root, positions);
      let pool = poolFromPositions(root, shape.fee, SPACING[shape.fee] as number, positions);
      let moved = 0;

      for (const drawn of fc.sample(anyOrder, { numRuns: SWAPS_A_POOL, seed: 7 + index })) {
        const wanted = pool.liquidity === 0n ? homeward(pool, root) : toOrder(pool, drawn);
        const { amountIn, amountOut, pool: after } = swap(pool, wanted);
        // The router refuses a swap in which nothing changes hands.
        if (amountIn === 0n && amountOut === 0n) continue;
        const real = await swapOnChain(fixture, onChain, shape.fee, wanted);
        const { sqrtPriceX96, tick, liquidity } = after;
        expect({ amountIn, amountOut, sqrtPriceX96, tick, liquidity }, JSON.stringify(drawn)).to.deep.equal(real);
        pool = after;
        moved++;
      }
      expect(moved).to.be.greaterThan(SWAPS_A_POOL * 0.9);
    });
  });
});
