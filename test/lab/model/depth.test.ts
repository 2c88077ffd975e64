import { expect } from "chai";
import fc from "fast-check";
import { constantImpactLadder } from "../../../src/model/constantImpactLadder.ts";
import { positionsForDepth } from "../../../src/model/depth.ts";
import { fullRangePosition } from "../../../src/model/fullRange.ts";
import { sqrtPriceFromPrice, sqrtPriceScaled } from "../../../src/model/marketPrice.ts";
import { logImpactPerQuote, virtualQuoteReserveDown } from "../../../src/model/poolDepth.ts";
import { poolFromPositions } from "../../../src/model/poolFromPositions.ts";
import { swap } from "../../../src/model/swap.ts";
import { tickAtSqrtPrice } from "../../../src/model/tickMath.ts";
import { lnRatioWad } from "../../../src/model/transcendental.ts";
import { WAD } from "../../../src/units.ts";
import { codeOf } from "../../support/codeOf.ts";

const MILLION = 10n ** 12n; // of a quote with 6 decimals
const decimals = { baseDecimals: 18, quoteDecimals: 6 };
const sideOf = (baseIsToken0: boolean) => ({ baseIsToken0, ...decimals });

/** Quote that a fee-free pool pays while the base's price goes to `factor` (wad) of what it is. */
function paidUntil(pool: ReturnType<typeof poolFromPositions>, factor: bigint, side: { baseIsToken0: boolean }) {
  const sqrtPriceLimitX96 = sqrtPriceScaled(pool.sqrtPriceX96, factor, side);
  return swap(pool, { zeroForOne: side.baseIsToken0, amount: 10n ** 40n, sqrtPriceLimitX96 }).amountOut;
}

describe("positionsForDepth", () => {
  it("pays out the stated depth within 2 % and 10 %, to one part in 10^9, in both token orders", () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.bigInt({ min: WAD / 100n, max: 10n ** 5n * WAD }),
        fc.bigInt({ min: 1n, max: 1000n }),
        fc.bigInt({ min: 135n, max: 2000n }),
        fc.constantFrom(1, 10, 60),
        (baseIsToken0, price, millions, percentOfInner, spacing) => {
          const side = sideOf(baseIsToken0);
          const within2 = millions * MILLION;
          const within10 = (within2 * percentOfInner) / 100n;
          const root = sqrtPriceFromPrice(price, side);
          const positions = positionsForDepth(root, spacing, { within2, within10, tail: 50n * MILLION }, side);
          const pool = poolFromPositions(root, 0, spacing, positions);

          const at2 = paidUntil(pool, (98n * WAD) / 100n, side);
          const at10 = paidUntil(pool, (90n * WAD) / 100n, side);
          expect(within2 - at2 >= 0n && within2 - at2 <= within2 / 10n ** 9n).to.equal(true);
          expect(within10 - at10 >= -5n && within10 - at10 <= within10 / 10n ** 9n).to.equal(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("pays the tail between the outer edge and nothing", () => {
    const side = sideOf(true);
    const root = sqrtPriceFromPrice(3000n * WAD, side);
    const depth = { within2: 10n * MILLION, within10: 25n * MILLION, tail: 40n * MILLION };
    const pool = poolFromPositions(root, 0, 10, positionsForDepth(root, 10, depth, side));

    const all = swap(pool, { zeroForOne: true, amount: 10n ** 40n }).amountOut;
    expect(all > 65n * MILLION && all < 66n * MILLION).to.equal(true);
  });

  it("leaves the tail empty when it is zero", () => {
    const side = sideOf(false);
    const root = sqrtPriceFromPrice(3000n * WAD, side);
    const depth = { within2: MILLION, within10: 3n * MILLION, tail: 0n };
    expect(positionsForDepth(root, 10, depth, side)).to.have.length(3);
  });

  it("refuses depths that contradict each other or are not positive", () => {
    const side = sideOf(true);
    const root = sqrtPriceFromPrice(3000n * WAD, side);
    const codeFor = (within2: bigint, within10: bigint, tail = 0n) =>
      codeOf(() => positionsForDepth(root, 10, { within2, within10, tail }, side));
    expect(codeFor(MILLION, MILLION)).to.equal("DEPTH_INCONSISTENT");
    expect(codeFor(MILLION, -1n)).to.equal("DEPTH_INCONSISTENT");
    expect(codeFor(0n, MILLION)).to.equal("DEPTH_NEGATIVE");
    expect(codeFor(-1n, MILLION)).to.equal("DEPTH_NEGATIVE");
    expect(codeFor(MILLION, 2n * MILLION, -1n)).to.equal("DEPTH_NEGATIVE");
  });
});

describe("fullRangePosition", () => {
  it("holds the stated quote reserve and prices like x·y = k", () => {
    for (const baseIsToken0 of [true, false]) {
      const side = sideOf(baseIsToken0);
      const root = sqrtPriceFromPrice(2000n * WAD, side);
      const pool = poolFromPositions(root, 0, 10, [fullRangePosition(root, 10, 100n * MILLION, side)]);
      const reserve = virtualQuoteReserveDown(pool.liquidity, root, side);
      expect(Number(reserve - 100n * MILLION)).to.be.closeTo(0, 10);

      // Selling as many bases as the pool holds (50,000) halves the quote reserve.
      const { amountOut } = swap(pool, { zeroForOne: baseIsToken0, amount: 50_000n * WAD });
      expect(Number(amountOut - 50n * MILLION)).to.be.closeTo(0, 10);
      expect(logImpactPerQuote(pool, side)).to.equal((2n * 10n ** 33n) / reserve);
    }
  });

  it("has no impact to quote without liquidity", () => {
    expect(() => logImpactPerQuote({ liquidity: 0n, sqrtPriceX96: 1n << 96n }, sideOf(true)))
      .to.throw()
      .with.property("code", "POOL_EMPTY");
  });
});

describe("constantImpactLadder", () => {
  it("moves the log price by the same for each dollar, wherever the price is", () => {
    for (const baseIsToken0 of [true, false]) {
      const side = sideOf(baseIsToken0);
      const root = sqrtPriceFromPrice(2000n * WAD, side);
      const middle = Math.floor(tickAtSqrtPrice(root) / 10) * 10;
      const rungs = constantImpactLadder(middle - 8000, middle + 8000, 10, 200n * MILLION, side);
      const pool = poolFromPositions(root, 0, 10, rungs);

      for (const fall of [5n, 20n, 40n]) {
        const paid = paidUntil(pool, ((100n - fall) * WAD) / 100n, side);
        const expected = (200n * MILLION * lnRatioWad(100n, 100n - fall)) / WAD;
        expect(Number(paid - expected) / Number(expected)).to.be.closeTo(0, 1e-5);
      }
    }
  });

  it("refuses rungs that do not fit", () => {
    expect(() => constantImpactLadder(0, 25, 10, 1n, { baseIsToken0: true }))
      .to.throw()
      .with.property("code", "LADDER_UNEVEN");
  });
});
