import { expect } from "chai";
import fc from "fast-check";
import { bankruptcyPrice, equityShare, isolatedBankruptcyPrice } from "../../../../src/model/perps/bankruptcyPrice.ts";
import { collateralValue } from "../../../../src/model/perps/collateralValue.ts";
import { isolatedLiquidationPrice, liquidationPrice } from "../../../../src/model/perps/liquidationPrice.ts";
import { liquidationReward, margin } from "../../../../src/model/perps/margin.ts";
import { openInterestShare, raisedRatio } from "../../../../src/model/perps/marginRatio.ts";
import { positionMargin } from "../../../../src/model/perps/positionMargin.ts";
import { positionProfit } from "../../../../src/model/perps/positionProfit.ts";
import { abs, formatDecimal, parseWad, WAD } from "../../../../src/units.ts";
import { SAMPLE_TERMS, sampleTerms, USDC_UNIT } from "../../../support/samplePerpTerms.ts";

const usd = (quote: bigint) => formatDecimal(quote, 6, 2);
const at = (price: bigint) => ({ mark: price * WAD, openInterest: 0n, quoteUnit: USDC_UNIT });

describe("margin of a position", () => {
  it("is what Synthetix v3 asks for ETH: 2 %, 0.744, 0.333, 350,000, 50 dollars", () => {
    const small = positionMargin(SAMPLE_TERMS, 10n * WAD, at(4_000n));
    expect([usd(small.initial), usd(small.maintenance)]).to.deep.equal(["850.85", "316.68"]);
    const large = positionMargin(SAMPLE_TERMS, -7_000n * WAD, at(4_000n));
    expect([usd(large.initial), usd(large.maintenance)]).to.deep.equal(["976690.00", "325271.12"]);
  });

  it("is what Synthetix v3 asks for SOL: 2 %, 5.503, 0.333, 1,406,250", () => {
    const terms = sampleTerms({
      trading: { skewScale: 1_406_250n * WAD },
      margin: { initialSlope: parseWad("5.503") },
    });
    const { initial, maintenance } = positionMargin(terms, 10_000n * WAD, at(150n));
    expect([usd(initial), usd(maintenance)]).to.deep.equal(["88748.67", "29586.66"]);
  });

  it("grows toward everything with open interest, as dYdX v4 has it", () => {
    const terms = {
      ...SAMPLE_TERMS.margin,
      openInterestLower: 40_000_000n * USDC_UNIT,
      openInterestUpper: 100_000_000n * USDC_UNIT,
    };
    const ratio = (millions: bigint) =>
      raisedRatio(parseWad("5%"), openInterestShare(terms, millions * 1_000_000n * USDC_UNIT));
    expect([ratio(40n), ratio(70n), ratio(100n), ratio(300n)]).to.deep.equal([
      parseWad("5%"),
      parseWad("52.5%"),
      WAD,
      WAD,
    ]);
    expect(raisedRatio(2n * WAD, WAD)).to.equal(2n * WAD);
  });

  it("follows GMX's open interest times multiplier exactly between its two bounds", () => {
    const terms = {
      ...SAMPLE_TERMS.margin,
      openInterestLower: (250_000_000n * USDC_UNIT) / 3n,
      openInterestUpper: (50_000_000_000n * USDC_UNIT) / 3n,
    };
    for (const millions of [84n, 200n, 1_000n, 16_000n]) {
      const ratio = raisedRatio(parseWad("0.5%"), openInterestShare(terms, millions * 10n ** 6n * USDC_UNIT));
      expect(formatDecimal(ratio, 18, 9)).to.equal(formatDecimal(millions * 60_000_000_000_000n, 18, 9));
    }
  });
});

describe("margin of an account", () => {
  const position = (profit: bigint, size: bigint, liquidation = SAMPLE_TERMS.liquidation) => ({
    profit,
    bound: positionMargin({ ...SAMPLE_TERMS, liquidation }, size * WAD, at(1_000n)),
    liquidation,
  });

  it("adds cash, collateral and profit", () => {
    const account = margin(100n, 20n, [position(6_000n, 1n), position(-5_500n, 2n)]);
    expect(account.equity).to.equal(620n);
    expect(account.notional).to.equal(3_000n * USDC_UNIT);
  });

  it("keeps the reward between the largest bounds of its markets, and asks none without a position", () => {
    const terms = { ...SAMPLE_TERMS.liquidation, rewardRatio: parseWad("1%") };
    const cheap = position(0n, 1n, { ...terms, minReward: 3n * USDC_UNIT, maxReward: 5n * USDC_UNIT });
    const dear = position(0n, 1n, { ...terms, minReward: 30n * USDC_UNIT, maxReward: 40n * USDC_UNIT });
    expect(liquidationReward([cheap])).to.equal(5n * USDC_UNIT);
    expect(liquidationReward([dear])).to.equal(30n * USDC_UNIT);
    expect(liquidationReward([cheap, dear])).to.equal(30n * USDC_UNIT);
    expect(liquidationReward([])).to.equal(0n);
  });

  it("counts a collateral for its value less the haircut, in any decimals", () => {
    const terms = { haircut: parseWad("10%"), cap: 0n, saleDiscount: 0n };
    expect(collateralValue({ ...terms, decimals: 18 }, 2n * WAD, 4_000n * WAD, USDC_UNIT)).to.equal(7_200n * USDC_UNIT);
    expect(collateralValue({ ...terms, decimals: 8 }, 10n ** 8n, 100_000n * WAD, WAD)).to.equal(90_000n * WAD);
  });
});

describe("liquidation price of an isolated position", () => {
  it("is (q·e − M) ÷ (q·(1 − m)) long and (q·e + M) ÷ (q·(1 + m)) short", () => {
    const terms = { entry: 2_000n * WAD, margin: 1_000n * USDC_UNIT, ratio: parseWad("2%"), quoteUnit: USDC_UNIT };
    const long = isolatedLiquidationPrice({ ...terms, size: 5n * WAD });
    const short = isolatedLiquidationPrice({ ...terms, size: -5n * WAD });
    expect(formatDecimal(long as bigint, 18, 6)).to.equal("1836.734694");
    expect(formatDecimal(short as bigint, 18, 6)).to.equal("2156.862745");
  });

  it("does not exist for a long that is worth its margin at any price", () => {
    const rich = { entry: 2_000n * WAD, margin: 20_000n * USDC_UNIT, ratio: parseWad("2%"), quoteUnit: USDC_UNIT };
    expect(isolatedLiquidationPrice({ ...rich, size: 5n * WAD })).to.equal(null);
    expect(liquidationPrice({ size: 0n, mark: WAD, available: 1n, ratio: 0n, quoteUnit: WAD })).to.equal(null);
  });

  it("is where equity meets maintenance margin", () => {
    const side = fc.constantFrom(1n, -1n);
    fc.assert(
      fc.property(
        side,
        fc.bigInt({ min: WAD, max: 10_000n * WAD }),
        fc.integer({ min: 2, max: 40 }),
        (s, q, leverage) => {
          const entry = 2_000n * WAD;
          const size = s * q;
          const cost = (size * 2_000n * USDC_UNIT) / WAD;
          const ratio = parseWad("1%");
          const owned = (s * cost) / BigInt(leverage);
          const price = isolatedLiquidationPrice({ size, entry, margin: owned, ratio, quoteUnit: USDC_UNIT }) as bigint;
          const equity = owned + positionProfit({ size, cost, funding: 0n }, price, 0n, USDC_UNIT);
          const needed = (q * price * ratio * USDC_UNIT) / (WAD * WAD * WAD);
          const gap = equity - needed;
          expect(gap >= -3n && gap <= 3n, `${gap}`).to.equal(true);
        },
      ),
    );
  });
});

describe("bankruptcy price", () => {
  it("is where a position's part of the equity is gone, rounded against it", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n }).filter((size) => abs(size) > WAD / 100n),
        fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
        (size, part) => {
          const mark = 10n ** 30n;
          const price = bankruptcyPrice(size, mark, part, USDC_UNIT);
          const left = part * WAD * WAD + size * (price - mark) * USDC_UNIT;
          const step = abs(size) * USDC_UNIT;
          expect(left >= 0n && left < step).to.equal(true);
        },
      ),
    );
  });

  it("is entry − σ·M ÷ q for a position alone, and never below zero", () => {
    const entry = 2_000n * WAD;
    expect(isolatedBankruptcyPrice(5n * WAD, entry, 1_000n * USDC_UNIT, USDC_UNIT)).to.equal(1_800n * WAD);
    expect(isolatedBankruptcyPrice(-5n * WAD, entry, 1_000n * USDC_UNIT, USDC_UNIT)).to.equal(2_200n * WAD);
    expect(isolatedBankruptcyPrice(5n * WAD, entry, 20_000n * USDC_UNIT, USDC_UNIT)).to.equal(0n);
  });

  it("spreads equity by maintenance margin, losses too", () => {
    expect(equityShare({ equity: 100n, maintenance: 1n, totalMaintenance: 3n })).to.equal(33n);
    expect(equityShare({ equity: -100n, maintenance: 1n, totalMaintenance: 3n })).to.equal(-34n);
  });
});
