import { expect } from "chai";
import fc from "fast-check";
import { bidDepth, constantProductDepth, type SeededPool } from "../../../src/model/bidDepth.ts";
import { positionsForDepth } from "../../../src/model/depth.ts";
import { fullRangePosition } from "../../../src/model/fullRange.ts";
import { sqrtPriceFromPrice, sqrtPriceScaled } from "../../../src/model/marketPrice.ts";
import { poolFromPositions } from "../../../src/model/poolFromPositions.ts";
import { swap } from "../../../src/model/swap.ts";
import { WAD } from "../../../src/units.ts";

const DOLLARS = 10n ** 12n; // one unit of USDC in wad dollars
const MILLION = 10n ** 12n; // in units of USDC

function seeded(baseIsToken0: boolean): SeededPool {
  const side = { baseIsToken0, baseDecimals: 18, quoteDecimals: 6 };
  const sqrtPriceX96 = sqrtPriceFromPrice(3000n * WAD, side);
  const depth = { within2: 10n * MILLION, within10: 25n * MILLION, tail: 15n * MILLION };
  return { ...side, quotePrice: WAD, sqrtPriceX96, positions: positionsForDepth(sqrtPriceX96, 10, depth, side) };
}
const factor = fc.bigInt({ min: WAD / 3n, max: (999n * WAD) / 1000n });

describe("bidDepth", () => {
  for (const baseIsToken0 of [true, false]) {
    it(`is what a swap to that price pays, ${baseIsToken0 ? "base" : "quote"} first`, () => {
      const seed = seeded(baseIsToken0);
      const pool = poolFromPositions(seed.sqrtPriceX96, 0, 10, seed.positions);
      fc.assert(
        fc.property(factor, (to) => {
          const sqrtPriceLimitX96 = sqrtPriceScaled(seed.sqrtPriceX96, to, seed);
          const paid = swap(pool, { zeroForOne: baseIsToken0, amount: 10n ** 40n, sqrtPriceLimitX96 }).amountOut;
          // A swap rounds down once a step, of which there are some dozen.
          const more = bidDepth([seed]).paidTo(to) / DOLLARS - paid;
          expect(more >= -6n && more <= 60n).to.equal(true);
        }),
        { numRuns: 40 },
      );
    });
  }

  it("has a depth per log price that is the slope of what is paid", () => {
    const depth = bidDepth([seeded(true)]);
    for (const at of [99n, 95n, 80n]) {
      const here = (at * WAD) / 100n;
      const paid = depth.paidTo(here - here / 20_000n) - depth.paidTo(here);
      expect(Number(paid * 20_000n) / Number(depth.perLogAt(here))).to.be.closeTo(1, 1e-3);
    }
  });

  it("adds up over pools", () => {
    const [one, other] = [seeded(true), seeded(false)];
    const to = (9n * WAD) / 10n;
    expect(bidDepth([one, other]).paidTo(to)).to.equal(bidDepth([one]).paidTo(to) + bidDepth([other]).paidTo(to));
    expect(bidDepth([]).perLogAt(to)).to.equal(0n);
  });

  it("agrees with x·y = k for a position over the whole grid", () => {
    const seed = seeded(true);
    const positions = [fullRangePosition(seed.sqrtPriceX96, 10, 100n * MILLION, seed)];
    const grid = bidDepth([{ ...seed, positions }]);
    const exact = constantProductDepth(100n * MILLION * DOLLARS);
    fc.assert(
      fc.property(factor, (to) => {
        expect(Number(grid.paidTo(to)) / Number(exact.paidTo(to))).to.be.closeTo(1, 1e-8);
        expect(Number(grid.perLogAt(to)) / Number(exact.perLogAt(to))).to.be.closeTo(1, 1e-8);
      }),
    );
  });
});
