import { expect } from "chai";
import fc from "fast-check";
import { fillPrice } from "../../../../src/model/perps/fillPrice.ts";
import { markPrice } from "../../../../src/model/perps/markPrice.ts";
import { orderFee } from "../../../../src/model/perps/orderFee.ts";
import { skewPremium } from "../../../../src/model/perps/skewPremium.ts";
import { formatDecimal, parseWad, WAD } from "../../../../src/units.ts";
import { SAMPLE_TERMS, USDC_UNIT } from "../../../support/samplePerpTerms.ts";

const index = 4_000n * WAD;
const skewScale = 350_000n * WAD;
const anySize = fc.bigInt({ min: -50_000n * WAD, max: 50_000n * WAD }).filter((size) => size !== 0n);
const anySkew = fc.bigInt({ min: -200_000n * WAD, max: 200_000n * WAD });

describe("fill price", () => {
  it("is the index at the mean of the premium before and after", () => {
    const price = fillPrice({ index, skew: 3_500n * WAD, skewScale }, 7_000n * WAD);
    expect(skewPremium(3_500n * WAD, skewScale)).to.equal(parseWad("1%"));
    expect(formatDecimal(price, 18)).to.equal("4080");
  });

  it("of an order that mirrors the skew is the index", () => {
    expect(fillPrice({ index, skew: -1_000n * WAD, skewScale }, 2_000n * WAD)).to.equal(index);
  });

  it("gains nothing by splitting an order, beyond one wei of price", () => {
    fc.assert(
      fc.property(anySkew, anySize, fc.bigInt({ min: 1n, max: 999n }), (skew, size, part) => {
        const first = (size * part) / 1_000n;
        const rest = size - first;
        fc.pre(first !== 0n && rest !== 0n);
        const whole = size * fillPrice({ index, skew, skewScale }, size);
        const halves =
          first * fillPrice({ index, skew, skewScale }, first) +
          rest * fillPrice({ index, skew: skew + first, skewScale }, rest);
        const slack = size < 0n ? -size : size;
        expect(halves - whole >= -slack && halves - whole <= slack).to.equal(true);
      }),
    );
  });

  it("makes a round trip cost at most rounding when nobody trades between", () => {
    fc.assert(
      fc.property(anySkew, anySize, (skew, size) => {
        const there = fillPrice({ index, skew, skewScale }, size);
        const back = fillPrice({ index, skew: skew + size, skewScale }, -size);
        const loss = size > 0n ? there - back : back - there;
        expect(loss === 0n || loss === 1n).to.equal(true);
      }),
    );
  });
});

describe("mark price", () => {
  const inputs = { index, premium: parseWad("2%"), spot: 4_100n * WAD };

  it("is the index under the index rule, whatever the premium", () => {
    expect(markPrice("index", inputs)).to.equal(index);
  });

  it("is the middle one of three", () => {
    expect(markPrice("median", inputs)).to.equal(4_080n * WAD);
    expect(markPrice("median", { ...inputs, spot: 4_050n * WAD })).to.equal(4_050n * WAD);
    expect(markPrice("median", { ...inputs, spot: 3_000n * WAD })).to.equal(index);
  });

  it("is the mean of two where no spot price is fed, rounded down", () => {
    expect(markPrice("median", { ...inputs, spot: undefined })).to.equal(4_040n * WAD);
    expect(markPrice("median", { index: 3n, premium: WAD, spot: undefined })).to.equal(4n);
  });
});

describe("order fee", () => {
  const fee = (skew: bigint, size: bigint) =>
    orderFee(SAMPLE_TERMS.trading, skew * WAD, size * WAD, 1_000n * WAD, USDC_UNIT);

  it("splits an order that crosses zero skew into maker and taker", () => {
    const { makerSize, takerSize, maker, taker, total } = fee(30n, -100n);
    expect([makerSize, takerSize]).to.deep.equal([30n * WAD, 70n * WAD]);
    expect([maker, taker, total]).to.deep.equal([6_000_000n, 42_000_000n, 48_000_000n]);
  });

  it("is the taker's where the skew grows and the maker's where it only shrinks", () => {
    expect([fee(0n, 5n).makerSize, fee(-3n, -5n).makerSize, fee(-30n, 5n).takerSize]).to.deep.equal([0n, 0n, 0n]);
  });
});
