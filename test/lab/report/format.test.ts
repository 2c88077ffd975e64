import { expect } from "chai";
import fc from "fast-check";
import {
  compact,
  compactUsd,
  elapsedText,
  exactUsd,
  groupDigits,
  percentText,
  priceText,
  shortHex,
  tokenDecimal,
  utcText,
} from "../../../web/format.js";

describe("number formats", () => {
  it("keeps three digits and names the scale", () => {
    expect([12_345_678, 1_234_567, 999_950, 150_000, 12_345, 2.5e12].map(compact)).to.deep.equal([
      "12.3 M",
      "1.23 M",
      "1.00 M",
      "150 k",
      "12.3 k",
      "2.50 T",
    ]);
  });

  it("shows small numbers in full", () => {
    expect([9_999, 420, 99.5, 0.25, 0, -1_234].map(compact)).to.deep.equal([
      "9,999",
      "420",
      "99.5",
      "0.25",
      "0",
      "−1,234",
    ]);
  });

  it("never rounds across a scale into four digits", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e4, max: 9e14, noNaN: true }), (value) => {
        expect(compact(value).split(" ")[0]).to.match(/^\d{1,3}(\.\d{1,2})?$/);
      }),
    );
  });

  it("stays within half a percent of the value", () => {
    const scales: Record<string, number> = { k: 1e3, M: 1e6, B: 1e9, T: 1e12 };
    fc.assert(
      fc.property(fc.double({ min: 1e4, max: 9e14, noNaN: true }), (value) => {
        const [digits, unit] = compact(value).split(" ");
        expect(Number(digits) * (scales[unit ?? ""] ?? Number.NaN)).to.be.closeTo(value, value * 0.005);
      }),
    );
  });

  it("puts the sign before the dollar", () => {
    expect(compactUsd(-12_345_678)).to.equal("−$12.3 M");
    expect(exactUsd("-1234567.80")).to.equal("−$1,234,567.80");
  });

  it("says n/a for what is not a number", () => {
    expect([compact(Number.NaN), compactUsd(Number.POSITIVE_INFINITY), percentText(Number.NaN)]).to.deep.equal([
      "n/a",
      "n/a",
      "n/a",
    ]);
  });

  it("loses no digit when it groups them", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 40n }), (value) => {
        expect(groupDigits(`${value}.5`).replaceAll(",", "")).to.equal(`${value}.5`);
      }),
    );
  });

  it("writes token units exactly", () => {
    expect(tokenDecimal("1500000", 6)).to.equal("1.5");
    expect(tokenDecimal("1", 18)).to.equal("0.000000000000000001");
    expect(tokenDecimal("-25", 1)).to.equal("-2.5");
    expect(tokenDecimal("700", 0)).to.equal("700");
  });

  it("gives a price the digits that its size deserves", () => {
    expect([3812.4, 0.6123, 0.00001234, 1].map(priceText)).to.deep.equal([
      "3,812.40",
      "0.6123",
      "0.00001234",
      "1.0000",
    ]);
  });

  it("has no negative zero percent", () => {
    expect(percentText(-0.00001)).to.equal("0.0 %");
    expect(percentText(-0.1234)).to.equal("−12.3 %");
  });

  it("writes times by the clock of the chain", () => {
    expect(elapsedText(252)).to.equal("+04:12");
    expect(elapsedText(3_852)).to.equal("+1:04:12");
    expect(utcText(1_760_131_200)).to.equal("2025-10-10 21:20:00 UTC");
  });

  it("shortens addresses and hashes only", () => {
    expect(shortHex(`0x${"ab".repeat(20)}`)).to.equal("0xabab…abab");
    expect(shortHex("liquidator-fast")).to.equal("liquidator-fast");
  });
});
