import { expect } from "chai";
import fc from "fast-check";
import {
  MAX_SQRT_PRICE,
  MAX_TICK,
  MIN_SQRT_PRICE,
  MIN_TICK,
  Q96,
  sqrtPriceAtTick,
  tickAtSqrtPrice,
  usableTicks,
} from "../../../src/model/tickMath.ts";

describe("tickMath", () => {
  it("has the ends of the published price grid", () => {
    expect(MIN_SQRT_PRICE).to.equal(4295128739n);
    expect(MAX_SQRT_PRICE).to.equal(1461446703485210103287273052203988822378723970342n);
    expect(sqrtPriceAtTick(0)).to.equal(Q96);
  });

  it("finds each tick back from its price, and from one unit below the next", () => {
    fc.assert(
      fc.property(fc.integer({ min: MIN_TICK, max: MAX_TICK - 1 }), (tick) => {
        expect(tickAtSqrtPrice(sqrtPriceAtTick(tick))).to.equal(tick);
        expect(tickAtSqrtPrice(sqrtPriceAtTick(tick + 1) - 1n)).to.equal(tick);
      }),
    );
  });

  it("rises strictly with the tick", () => {
    fc.assert(
      fc.property(fc.integer({ min: MIN_TICK, max: MAX_TICK - 1 }), (tick) => {
        expect(sqrtPriceAtTick(tick + 1) > sqrtPriceAtTick(tick)).to.equal(true);
      }),
    );
  });

  it("gives usable ticks that are multiples of the spacing", () => {
    expect(usableTicks(10)).to.deep.equal({ lower: -887270, upper: 887270 });
    expect(usableTicks(60)).to.deep.equal({ lower: -887220, upper: 887220 });
  });

  it("refuses what is off the grid", () => {
    for (const outside of [
      () => sqrtPriceAtTick(MAX_TICK + 1),
      () => sqrtPriceAtTick(0.5),
      () => tickAtSqrtPrice(MAX_SQRT_PRICE),
      () => tickAtSqrtPrice(MIN_SQRT_PRICE - 1n),
    ]) {
      expect(outside).to.throw().with.property("code", "TICK_OUT_OF_RANGE");
    }
  });
});
