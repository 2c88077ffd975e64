import { expect } from "chai";
import fc from "fast-check";
import { liquidationSize } from "../../../../src/model/perps/liquidationSize.ts";
import { windowLeft, windowUsed } from "../../../../src/model/perps/liquidationWindow.ts";
import { EMPTY_SIDE, type PerpMarketState } from "../../../../src/model/perps/marketState.ts";
import { parseWad, WAD } from "../../../../src/units.ts";
import { sampleTerms, USDC_UNIT } from "../../../support/samplePerpTerms.ts";

const hyperliquid = sampleTerms({
  liquidation: { partialShare: parseWad("20%"), partialAbove: 100_000n * USDC_UNIT, cooldown: 30n },
}).liquidation;
const dydx = sampleTerms({
  liquidation: {
    partialShare: parseWad("10%"),
    partialAbove: 1_000n * USDC_UNIT,
    partialFloor: 1_000n * USDC_UNIT,
    partialCap: 100_000n * USDC_UNIT,
    cooldown: 1n,
    repeatPartial: true,
  },
}).liquidation;
const at = (dollars: bigint, partialTime = 0n, time = 1_000n) => ({
  size: 50n * WAD,
  notional: dollars * USDC_UNIT,
  partialTime,
  time,
});

describe("how much a liquidation closes", () => {
  it("is a fifth of a large position first, and all of it after the cool-down, on Hyperliquid", () => {
    expect(liquidationSize(hyperliquid, at(200_000n))).to.deep.equal({ size: 10n * WAD, partial: true });
    expect(liquidationSize(hyperliquid, at(200_000n, 980n))).to.equal(null);
    expect(liquidationSize(hyperliquid, at(160_000n, 970n))).to.deep.equal({ size: 50n * WAD, partial: false });
  });

  it("is all of a position at the bound, even while larger ones cool down", () => {
    expect(liquidationSize(hyperliquid, at(100_000n, 990n))).to.deep.equal({ size: 50n * WAD, partial: false });
  });

  it("is a tenth again and again on dYdX, between 1,000 and 100,000 dollars", () => {
    const size = (dollars: bigint, partialTime = 0n) => liquidationSize(dydx, at(dollars, partialTime))?.size;
    expect([size(500_000n), size(500_000n, 999n)]).to.deep.equal([5n * WAD, 5n * WAD]);
    expect(size(5_000n)).to.equal(10n * WAD);
    expect(size(2_000_000n)).to.equal((5n * WAD) / 2n);
    expect(size(1_000n)).to.equal(50n * WAD);
  });

  it("is never nothing and never more than the position", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 24n }),
        fc.bigInt({ min: 1n, max: 10n ** 15n }),
        (size, notional) => {
          for (const terms of [hyperliquid, dydx]) {
            const closed = liquidationSize(terms, { ...at(1n), size, notional })?.size ?? 0n;
            const dust = size * (terms.partialCap || notional) < notional;
            expect((closed > 0n || dust) && closed <= size).to.equal(true);
          }
        },
      ),
    );
  });
});

describe("a liquidation window", () => {
  const terms = sampleTerms({
    liquidation: { windowSize: 100n * WAD, windowSeconds: 30n, maxSkewInWindow: parseWad("0.05%") },
  });
  const market = (skew: bigint): PerpMarketState => ({
    status: "open",
    index: WAD,
    spot: undefined,
    long: { ...EMPTY_SIDE, size: skew },
    short: EMPTY_SIDE,
    fundingRate: 0n,
    fundingIndex: 0n,
    fundingTime: 0n,
    premiumSum: 0n,
    premiums: [],
    windowStart: 1_000n,
    windowBlock: 50n,
    windowUsed: 70n * WAD,
    insuranceBlock: 0n,
    insurancePaid: 0n,
  });
  const left = (skew: bigint, time: bigint, block: bigint) => windowLeft(market(skew * WAD), terms, { time, block });

  it("leaves what its liquidations have not used", () => {
    expect(left(10_000n, 1_029n, 60n)).to.equal(30n * WAD);
    expect(windowLeft(market(0n), sampleTerms({}), { time: 1_001n, block: 51n })).to.equal(null);
  });

  it("begins anew when its time is over", () => {
    expect(left(10_000n, 1_030n, 50n)).to.equal(100n * WAD);
  });

  it("begins anew in another block while the skew is below 5 basis points, 175 of 350,000", () => {
    expect([left(174n, 1_001n, 51n), left(175n, 1_001n, 51n), left(174n, 1_001n, 50n)]).to.deep.equal([
      100n * WAD,
      30n * WAD,
      30n * WAD,
    ]);
  });

  it("never lets more through than its size", () => {
    const step = fc.record({ wait: fc.bigInt({ min: 0n, max: 20n }), asked: fc.bigInt({ min: 1n, max: 80n }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let state = { ...market(10_000n * WAD), windowUsed: 0n };
        const done: { time: bigint; size: bigint }[] = [];
        let now = { time: 1_000n, block: 50n };
        for (const { wait, asked } of steps) {
          now = { time: now.time + wait, block: now.block + 1n };
          const room = windowLeft(state, terms, now) as bigint;
          const size = asked * WAD < room ? asked * WAD : room;
          state = { ...state, ...windowUsed(state, terms, now, size) };
          done.push({ time: state.windowStart, size });
        }
        for (const { time } of done) {
          const sum = done.filter((each) => each.time === time).reduce((total, each) => total + each.size, 0n);
          expect(sum <= 100n * WAD).to.equal(true);
        }
      }),
    );
  });
});
