import { expect } from "chai";
import fc from "fast-check";
import { columnWidth, thinLast, thinLine, thinSum } from "../../../src/report/thin.ts";

const prices = fc.array(fc.option(fc.double({ min: 1, max: 1e4, noNaN: true }), { nil: null }), {
  minLength: 1,
  maxLength: 300,
});
const width = fc.integer({ min: 1, max: 40 });

describe("thinning of long series", () => {
  it("leaves a series that fits as it is", () => {
    expect(columnWidth(1_200, 1_200)).to.equal(1);
    expect(thinLine([1, null, 3], 1)).to.deep.equal([1, null, 3]);
  });

  it("never draws more columns than the limit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 2_000 }), (length, limit) => {
        expect(Math.ceil(length / columnWidth(length, limit))).to.be.at.most(limit);
      }),
    );
  });

  it("keeps the lowest price of the whole line", () => {
    fc.assert(
      fc.property(prices, width, (values, blocks) => {
        const known = values.filter((value) => value !== null);
        const shown = thinLine(values, blocks).filter((value) => value !== null);
        if (known.length > 0) expect(Math.min(...shown)).to.equal(Math.min(...known));
      }),
    );
  });

  it("keeps the highest price unless the lowest stands in the same column", () => {
    expect(thinLine([5, 9, 6, 5, 1, 6], 3)).to.deep.equal([9, 1]);
    expect(thinLine([5, 9, 1, 5, 4, 6], 3)).to.deep.equal([1, 6]);
  });

  it("shows the last of each column otherwise", () => {
    expect(thinLine([9, 5, 6, 7, 5, 6, 1], 3)).to.deep.equal([9, 6, 1]);
    expect(thinLast(["a", "b", "c", "d", "e"], 2)).to.deep.equal(["b", "d", "e"]);
  });

  it("adds up to the same total", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 })), width, (values, blocks) => {
        const total = (list: number[]) => list.reduce((a, b) => a + b, 0);
        expect(total(thinSum(values, blocks))).to.equal(total(values));
      }),
    );
  });
});
