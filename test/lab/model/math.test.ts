import { expect } from "chai";
import fc from "fast-check";
import { mulDiv, mulDivDown, mulDivHalfUp, mulDivUp } from "../../../src/model/mulDiv.ts";
import { percentDivHalfUp, percentMulDown, percentMulHalfUp, percentMulUp } from "../../../src/model/percent.ts";
import { rayDivDown, rayDivUp, rayMulDown, rayMulHalfUp, rayMulUp } from "../../../src/model/wadRay.ts";
import { RAY } from "../../../src/units.ts";

const amount = fc.bigInt({ min: 0n, max: 10n ** 30n });
const divisor = fc.bigInt({ min: 1n, max: 10n ** 30n });

describe("mulDiv", () => {
  it("orders down, half up, up and keeps them within one unit", () => {
    fc.assert(
      fc.property(amount, amount, divisor, (a, b, c) => {
        const [down, near, up] = [mulDivDown(a, b, c), mulDivHalfUp(a, b, c), mulDivUp(a, b, c)];
        expect(down <= near && near <= up && up - down <= 1n).to.equal(true);
        expect(up === down).to.equal((a * b) % c === 0n);
      }),
    );
  });

  it("rounds a half up", () => {
    expect(mulDivHalfUp(1n, 1n, 2n)).to.equal(1n);
    expect(mulDivHalfUp(1n, 1n, 3n)).to.equal(0n);
    expect(mulDivHalfUp(2n, 1n, 3n)).to.equal(1n);
  });

  it("chooses by name", () => {
    expect([mulDiv(7n, 1n, 4n, "down"), mulDiv(7n, 1n, 4n, "up"), mulDiv(5n, 1n, 4n, "halfUp")]).to.deep.equal([
      1n,
      2n,
      1n,
    ]);
  });
});

describe("wadRay and percent", () => {
  it("never credits more than was put in when scaling down and back", () => {
    fc.assert(
      fc.property(amount, fc.bigInt({ min: RAY, max: 10n * RAY }), (value, index) => {
        expect(rayMulDown(rayDivDown(value, index), index) <= value).to.equal(true);
        expect(rayMulUp(rayDivUp(value, index), index) >= value).to.equal(true);
      }),
    );
  });

  it("is the identity at one", () => {
    fc.assert(
      fc.property(amount, (value) => {
        expect(rayMulHalfUp(value, RAY)).to.equal(value);
        expect(percentMulHalfUp(value, 10_000n)).to.equal(value);
        expect(percentDivHalfUp(value, 10_000n)).to.equal(value);
      }),
    );
  });

  it("takes 0.01% steps", () => {
    expect(percentMulDown(10_001n, 1n)).to.equal(1n);
    expect(percentMulUp(10_001n, 1n)).to.equal(2n);
    expect(percentMulHalfUp(10_001n, 1n)).to.equal(1n);
  });
});
