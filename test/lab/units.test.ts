import { expect } from "chai";
import fc from "fast-check";
import { FaultlineError } from "../../src/errors.ts";
import {
  formatDecimal,
  formatPercent,
  formatUsd,
  parseBps,
  parseDecimal,
  parseWad,
  rescale,
  WAD,
} from "../../src/units.ts";
import { codeOf } from "../support/codeOf.ts";

describe("parseDecimal", () => {
  const cases: [string | number | bigint, number, bigint][] = [
    ["0.5%", 18, WAD / 200n],
    ["-20%", 18, -WAD / 5n],
    ["1_000_000", 6, 10n ** 12n],
    ["1,000.5", 1, 10_005n],
    ["1e-3", 18, WAD / 1000n],
    ["2.5E2", 0, 250n],
    [".5", 2, 50n],
    ["5.", 2, 500n],
    ["+7", 0, 7n],
    [1e21, 0, 10n ** 21n],
    [1e-7, 8, 10n],
    [12n, 2, 1200n],
    ["0.10", 1, 1n],
  ];

  for (const [input, decimals, expected] of cases) {
    it(`reads ${typeof input} ${input} at ${decimals} decimals`, () => {
      expect(parseDecimal(input, decimals)).to.equal(expected);
    });
  }

  for (const input of ["", ".", "%", "abc", "1.2.3", "0x10", "1e", "--1", Number.NaN, Number.POSITIVE_INFINITY]) {
    it(`refuses ${JSON.stringify(String(input))}`, () => {
      expect(codeOf(() => parseDecimal(input, 18))).to.equal("UNIT_NOT_A_NUMBER");
    });
  }

  it("refuses digits finer than the scale rather than rounding them", () => {
    expect(codeOf(() => parseDecimal("0.0000001", 6))).to.equal("UNIT_TOO_PRECISE");
    expect(codeOf(() => parseBps("0.001%"))).to.equal("UNIT_TOO_PRECISE");
  });

  it("names the place it was given", () => {
    expect(() => parseWad("x", { key: "shock" }))
      .to.throw(FaultlineError)
      .with.deep.property("place", { key: "shock" });
  });

  it("reads back what formatDecimal writes", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
        fc.integer({ min: 0, max: 27 }),
        (value, decimals) => {
          expect(parseDecimal(formatDecimal(value, decimals), decimals)).to.equal(value);
        },
      ),
    );
  });
});

describe("formatDecimal", () => {
  it("keeps exactly the digits asked for, rounding half away from zero", () => {
    expect(formatDecimal(1_005n, 3, 2)).to.equal("1.01");
    expect(formatDecimal(-1_005n, 3, 2)).to.equal("-1.01");
    expect(formatDecimal(1_004n, 3, 2)).to.equal("1.00");
    expect(formatDecimal(5n, 0, 2)).to.equal("5.00");
  });

  it("drops trailing zeros when no digits are asked for", () => {
    expect(formatDecimal(1_500n, 3)).to.equal("1.5");
    expect(formatDecimal(-2_000n, 3)).to.equal("-2");
  });

  it("never writes a negative zero", () => {
    expect(formatDecimal(-1n, 8, 2)).to.equal("0.00");
  });

  it("writes dollars and percentages", () => {
    expect(formatUsd(123_456_789_000n)).to.equal("1234.57");
    expect(formatPercent(WAD / 8n)).to.equal("12.50%");
  });

  it("rescales up exactly and down to nearest", () => {
    expect(rescale(5n, 0, 3)).to.equal(5_000n);
    expect(rescale(-15n, 1, 0)).to.equal(-2n);
  });
});
