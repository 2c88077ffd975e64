import { expect } from "chai";
import fc from "fast-check";
import { accrueFunding, averagePremiumAt } from "../../../../src/model/perps/accrueFunding.ts";
import { averagePremium } from "../../../../src/model/perps/averagePremium.ts";
import { DAY, fundingRate } from "../../../../src/model/perps/fundingRate.ts";
import { EMPTY_SIDE, type PerpMarketState } from "../../../../src/model/perps/marketState.ts";
import { positionFunding } from "../../../../src/model/perps/positionProfit.ts";
import { parseWad, WAD } from "../../../../src/units.ts";
import { SAMPLE_TERMS, sampleTerms, USDC_UNIT } from "../../../support/samplePerpTerms.ts";

const START = 1_000n;

function market(longs: bigint, shorts: bigint): PerpMarketState {
  return {
    status: "open",
    index: 4_000n * WAD,
    spot: undefined,
    long: { ...EMPTY_SIDE, size: longs },
    short: { ...EMPTY_SIDE, size: shorts },
    fundingRate: 0n,
    fundingIndex: 0n,
    fundingTime: START,
    premiumSum: 0n,
    premiums: [{ time: START, sum: 0n }],
    windowStart: 0n,
    windowBlock: 0n,
    windowUsed: 0n,
    insuranceBlock: 0n,
    insurancePaid: 0n,
  };
}

const clamped = (cap: string) =>
  sampleTerms({
    funding: {
      rule: "clamped-premium",
      interest: parseWad("0.01%"),
      clamp: parseWad("0.05%"),
      cap: parseWad(cap),
      premiumWindow: 3_600n,
    },
  });

describe("funding by velocity", () => {
  it("moves the rate by a tenth of nine a day at a tenth of the skew scale, and charges the mean", () => {
    const after = accrueFunding(market(35_000n * WAD, 0n), SAMPLE_TERMS, START + DAY);
    expect(after.fundingRate).to.equal(parseWad("0.9"));
    expect(after.fundingIndex).to.equal(-1_800n * WAD);
  });

  it("stops speeding up where the skew is beyond its scale", () => {
    const inputs = { rate: 0n, average: 0n, elapsed: DAY };
    const at = (premium: bigint) => fundingRate(SAMPLE_TERMS.funding, { ...inputs, premium }).rate;
    expect([at(WAD), at(3n * WAD), at(-3n * WAD)]).to.deep.equal([9n * WAD, 9n * WAD, -9n * WAD]);
  });

  it("gives the same rate in one step as in many, to a wei a step", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 1n, max: 50_000n }), { minLength: 1, maxLength: 20 }), (waits) => {
        let stepped = market(12_345n * WAD, 678n * WAD);
        let now = START;
        for (const wait of waits) {
          now += wait;
          stepped = accrueFunding(stepped, SAMPLE_TERMS, now);
        }
        const whole = accrueFunding(market(12_345n * WAD, 678n * WAD), SAMPLE_TERMS, now);
        const gap = whole.fundingRate - stepped.fundingRate;
        expect(gap >= 0n && gap <= BigInt(waits.length)).to.equal(true);
      }),
    );
  });
});

describe("funding by clamped premium", () => {
  const rate = (average: string, cap = "0%") =>
    fundingRate(clamped(cap).funding, { rate: 0n, premium: 0n, average: parseWad(average), elapsed: 1n }).rate;

  it("is the interest while the premium is within the clamp of it, three times a day", () => {
    expect([rate("0%"), rate("0.05%"), rate("-0.04%")]).to.deep.equal(Array(3).fill(parseWad("0.03%")));
  });

  it("is the premium less the clamp beyond, either way", () => {
    expect(rate("0.5%")).to.equal(3n * parseWad("0.45%"));
    expect(rate("-0.5%")).to.equal(3n * parseWad("-0.45%"));
  });

  it("is never above the cap", () => {
    expect([rate("9%", "4%"), rate("-9%", "4%")]).to.deep.equal([parseWad("12%"), parseWad("-12%")]);
  });
});

describe("average premium", () => {
  it("is the present one without a window or before any time has passed", () => {
    const history = { time: 50n, sum: 0n, checkpoints: [{ time: 50n, sum: 0n }] };
    expect(averagePremium(history, 100n, 7n)).to.equal(7n);
    expect(averagePremium({ ...history, time: 60n, sum: 30n }, 0n, 7n)).to.equal(7n);
  });

  it("weighs by time within the window, also from between two checkpoints", () => {
    const checkpoints = [
      { time: 0n, sum: 0n },
      { time: 100n, sum: 1_000n },
      { time: 150n, sum: 500n },
    ];
    const history = { time: 160n, sum: 600n, checkpoints };
    expect(averagePremium(history, 80n, 0n)).to.equal(-2n);
    expect(averagePremium(history, 60n, 0n)).to.equal(-6n);
    expect(averagePremium(history, 500n, 0n)).to.equal(3n);
  });

  it("tends to a premium that stands still", () => {
    const terms = clamped("0%");
    const standing = market(35_000n * WAD, 0n);
    expect(averagePremiumAt(standing, terms, START + 10_000n)).to.equal(parseWad("10%"));
  });
});

describe("funding of positions", () => {
  it("takes from a long what it gives to a short of its size, to one unit each", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 24n }),
        fc.bigInt({ min: -(10n ** 21n), max: 10n ** 21n }),
        (size, index) => {
          const long = positionFunding({ size, cost: 0n, funding: 0n }, index, USDC_UNIT);
          const short = positionFunding({ size: -size, cost: 0n, funding: 0n }, index, USDC_UNIT);
          expect(long + short === 0n || long + short === -1n).to.equal(true);
        },
      ),
    );
  });
});
