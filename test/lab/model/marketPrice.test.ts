import { expect } from "chai";
import fc from "fast-check";
import { priceFromSqrtPrice, sqrtPriceFromPrice, sqrtPriceScaled } from "../../../src/model/marketPrice.ts";
import { WAD } from "../../../src/units.ts";

describe("marketPrice", () => {
  it("takes a price there and back to one part in 10^9, in both token orders and any decimals", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: WAD / 10_000n, max: 10n ** 6n * WAD }),
        fc.boolean(),
        fc.constantFrom(6, 8, 18),
        fc.constantFrom(6, 18),
        (price, baseIsToken0, baseDecimals, quoteDecimals) => {
          const side = { baseIsToken0, baseDecimals, quoteDecimals };
          const back = priceFromSqrtPrice(sqrtPriceFromPrice(price, side), side);
          expect((price > back ? price - back : back - price) <= price / 10n ** 9n).to.equal(true);
        },
      ),
    );
  });

  it("scales the base's price, not the pool's", () => {
    for (const baseIsToken0 of [true, false]) {
      const side = { baseIsToken0, baseDecimals: 18, quoteDecimals: 6 };
      const root = sqrtPriceFromPrice(2000n * WAD, side);
      const half = priceFromSqrtPrice(sqrtPriceScaled(root, WAD / 2n, side), side);
      expect(Number(half) / 1e18).to.be.closeTo(1000, 1e-6);
    }
  });

  it("refuses a price that is not positive", () => {
    expect(() => sqrtPriceFromPrice(0n, { baseIsToken0: true, baseDecimals: 18, quoteDecimals: 6 }))
      .to.throw()
      .with.property("code", "PRICE_NOT_POSITIVE");
  });
});
