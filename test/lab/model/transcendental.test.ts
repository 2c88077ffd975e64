import { expect } from "chai";
import fc from "fast-check";
import { expWad, lnRatioWad, lnWad, powWad, sqrtDown, sqrtWadDown } from "../../../src/model/transcendental.ts";
import { parseWad, WAD } from "../../../src/units.ts";

describe("transcendental", () => {
  it("knows the constants to the last wad digit", () => {
    expect(expWad(WAD)).to.equal(parseWad("2.718281828459045235"));
    expect(lnWad(2n * WAD)).to.equal(parseWad("0.693147180559945309"));
    expect(powWad(2n * WAD, WAD / 2n)).to.equal(parseWad("1.414213562373095049"));
    expect(sqrtWadDown(2n * WAD)).to.equal(parseWad("1.414213562373095048"));
    expect(expWad(46n * WAD)).to.equal(parseWad("94961194206024488745.133649117118323102"));
  });

  it("takes exp and ln back to where they started", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -2n * WAD, max: 40n * WAD }), (x) => {
        const back = lnWad(expWad(x));
        expect(back - x <= 4n && x - back <= 4n).to.equal(true);
      }),
      { numRuns: 50 },
    );
  });

  it("rises with its argument", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 24n }), fc.bigInt({ min: 1n, max: 10n ** 22n }), (x, step) => {
        expect(lnWad(x + step) >= lnWad(x)).to.equal(true);
        expect(lnRatioWad(x + step, x) >= 0n).to.equal(true);
        expect(sqrtWadDown(x + step) >= sqrtWadDown(x)).to.equal(true);
      }),
      { numRuns: 50 },
    );
  });

  it("takes the floor of the integer root", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n }), (x) => {
        const root = sqrtDown(x);
        expect(root * root <= x && (root + 1n) * (root + 1n) > x).to.equal(true);
      }),
    );
  });

  it("vanishes far below and refuses what it cannot hold", () => {
    expect(expWad(-101n * WAD)).to.equal(0n);
    for (const outside of [
      () => expWad(101n * WAD),
      () => lnWad(0n),
      () => lnRatioWad(1n, 0n),
      () => powWad(-1n, WAD),
      () => sqrtDown(-1n),
    ]) {
      expect(outside).to.throw().with.property("code", "MODEL_DOMAIN");
    }
  });
});
