import { expect } from "chai";
import { fullRangePosition } from "../../../src/model/fullRange.ts";
import { sqrtPriceFromPrice } from "../../../src/model/marketPrice.ts";
import { quoteExactIn, quoteExactOut } from "../../../src/model/path.ts";
import { poolFromPositions } from "../../../src/model/poolFromPositions.ts";
import { swap } from "../../../src/model/swap.ts";
import { MIN_SQRT_PRICE } from "../../../src/model/tickMath.ts";
import { WAD } from "../../../src/units.ts";
import { codeOf } from "../../support/codeOf.ts";

const side = { baseIsToken0: true, baseDecimals: 18, quoteDecimals: 6 };
const root = sqrtPriceFromPrice(2000n * WAD, side);
const pool = poolFromPositions(root, 3000, 60, [fullRangePosition(root, 60, 10n ** 14n, side)]);
const there = { pool, zeroForOne: true };
const back = { pool, zeroForOne: false };

describe("path", () => {
  it("sends the output of each hop into the next", () => {
    const quote = quoteExactIn([there, back], WAD);
    expect(quote.hops[1]?.amountIn).to.equal(quote.hops[0]?.amountOut);
    expect(quote.amountOut < WAD && quote.amountOut > (99n * WAD) / 100n).to.equal(true);
  });

  it("finds the input that the wanted output costs", () => {
    const wanted = 1_000_000_000n;
    const { amountIn } = quoteExactOut([there], wanted);
    expect(quoteExactIn([there], amountIn).amountOut >= wanted).to.equal(true);
    expect(quoteExactIn([there], amountIn - 10n ** 10n).amountOut < wanted).to.equal(true);

    const twoHops = quoteExactOut([there, back], WAD);
    expect(twoHops.amountOut).to.equal(WAD);
    expect(twoHops.amountIn > WAD).to.equal(true);
  });

  it("returns the amount itself on an empty path", () => {
    expect(quoteExactIn([], 5n)).to.deep.equal({ amountIn: 5n, amountOut: 5n, hops: [] });
    expect(quoteExactOut([], 5n)).to.deep.equal({ amountIn: 5n, amountOut: 5n, hops: [] });
  });
});

describe("swap", () => {
  it("refuses nothing, a limit on the wrong side and more than the reserves", () => {
    expect(codeOf(() => swap(pool, { zeroForOne: true, amount: 0n }))).to.equal("SWAP_AMOUNT_ZERO");
    expect(codeOf(() => swap(pool, { zeroForOne: true, amount: 1n, sqrtPriceLimitX96: root }))).to.equal(
      "SWAP_LIMIT_PASSED",
    );
    expect(codeOf(() => swap(pool, { zeroForOne: true, amount: 1n, sqrtPriceLimitX96: MIN_SQRT_PRICE }))).to.equal(
      "SWAP_LIMIT_PASSED",
    );
  });

  it("stops at the limit and leaves the rest unspent", () => {
    const sqrtPriceLimitX96 = (root * 99n) / 100n;
    const result = swap(pool, { zeroForOne: true, amount: 10n ** 30n, sqrtPriceLimitX96 });
    expect(result.pool.sqrtPriceX96).to.equal(sqrtPriceLimitX96);
    expect(result.amountIn < 10n ** 30n).to.equal(true);
  });
});
