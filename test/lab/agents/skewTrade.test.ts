import { expect } from "chai";
import { planSkewTrade, type SkewBounds, type SkewMarket } from "../../../src/agents/skewTrade.ts";
import { WAD } from "../../../src/units.ts";

const BPS = WAD / 10_000n;
const MARKET: SkewMarket = {
  index: 4_000n * WAD,
  reference: 4_000n * WAD,
  skew: 0n,
  skewScale: 100_000n * WAD,
  makerFee: 2n * BPS,
  takerFee: 6n * BPS,
};
const FREE: SkewBounds = {
  held: 0n,
  budget: 1_000_000n * WAD,
  longRoom: 1_000_000n * WAD,
  shortRoom: 1_000_000n * WAD,
  gasUsd: 0n,
  minimumProfitUsd: 0n,
};
const plan = (market: Partial<SkewMarket>, bounds: Partial<SkewBounds> = {}) =>
  planSkewTrade({ ...MARKET, ...market }, { ...FREE, ...bounds });
const base = (trade: ReturnType<typeof plan>) => Number((trade?.sizeDelta ?? 0n) / (WAD / 1000n)) / 1000;

describe("planSkewTrade", () => {
  it("leaves a market alone whose premium is within both fees", () => {
    // Both fees are 8 bps, which is a skew of 80.
    expect(plan({ skew: 80n * WAD })).to.equal(undefined);
    expect(plan({ skew: -80n * WAD })).to.equal(undefined);
  });

  it("trades against the skew until the last unit earns the fees", () => {
    expect(base(plan({ skew: 1_000n * WAD }))).to.equal(-920);
    expect(base(plan({ skew: -1_000n * WAD }))).to.equal(920);
  });

  it("reckons its gain as the triangle above the fees", () => {
    // 920 at 4,000, on average at (1,000 + 80) ÷ 2 = 540 of 100,000, less 8 bps.
    const gain = 920 * 4_000 * (0.0054 - 0.0008);
    expect(Number(plan({ skew: 1_000n * WAD })?.profitUsd) / 1e18).to.be.closeTo(gain, 0.01);
  });

  it("counts an index that lags the reference as premium", () => {
    // 1 % below the reference is a skew of 1,000 below the fair one.
    expect(base(plan({ index: 4_000n * WAD, reference: 4_040n * WAD }))).to.equal(920);
    expect(base(plan({ skew: 1_000n * WAD, reference: 4_040n * WAD }))).to.equal(0);
  });

  it("accepts no mean price that leaves less than the fees", () => {
    const sale = plan({ skew: 1_000n * WAD });
    expect(Number(sale?.acceptablePrice) / 1e18).to.be.closeTo(4_003.2, 1e-9);
    const purchase = plan({ skew: -1_000n * WAD });
    expect(Number(purchase?.acceptablePrice) / 1e18).to.be.closeTo(3_996.8, 1e-9);
  });

  it("keeps within its budget and within the room on its side", () => {
    expect(base(plan({ skew: 1_000n * WAD }, { budget: 100n * WAD }))).to.equal(-100);
    expect(base(plan({ skew: 1_000n * WAD }, { shortRoom: 50n * WAD, longRoom: 0n }))).to.equal(-50);
    expect(plan({ skew: 1_000n * WAD }, { shortRoom: 0n })).to.equal(undefined);
  });

  it("stays away from less than its least profit and from less than the gas", () => {
    expect(plan({ skew: 1_000n * WAD }, { minimumProfitUsd: 20_000n * WAD })).to.equal(undefined);
    expect(plan({ skew: 1_000n * WAD }, { gasUsd: 20_000n * WAD })).to.equal(undefined);
  });

  it("holds what it has while the premium shrinks, and closes it when the premium is gone", () => {
    const held = -900n * WAD;
    expect(plan({ skew: 50n * WAD }, { held })).to.equal(undefined);
    const part = plan({ skew: -400n * WAD }, { held });
    expect([base(part), part?.reduceOnly]).to.deep.equal([400, true]);
    const all = plan({ skew: -2_000n * WAD }, { held });
    expect([base(all), all?.reduceOnly]).to.deep.equal([900, true]);
  });

  it("closes the last of a position whatever the gas, but no part that does not pay for it", () => {
    const gasUsd = 1_000_000n * WAD;
    expect(plan({ skew: -400n * WAD }, { held: -900n * WAD, gasUsd })).to.equal(undefined);
    expect(base(plan({ skew: -400n * WAD }, { held: -300n * WAD, gasUsd }))).to.equal(300);
  });

  it("needs a price and a skew scale", () => {
    expect(plan({ skew: 1_000n * WAD, index: 0n })).to.equal(undefined);
    expect(plan({ skew: 1_000n * WAD, skewScale: 0n })).to.equal(undefined);
  });
});
