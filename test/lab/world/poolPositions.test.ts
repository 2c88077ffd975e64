import { expect } from "chai";
import { sqrtPriceFromPrice, sqrtPriceScaled } from "../../../src/model/marketPrice.ts";
import { poolFromPositions } from "../../../src/model/poolFromPositions.ts";
import { swap } from "../../../src/model/swap.ts";
import type { PoolConfig } from "../../../src/scenario/schema.ts";
import { WAD } from "../../../src/units.ts";
import { poolPositions, startPrices } from "../../../src/world/poolPositions.ts";
import { faultOf } from "../../support/faultOf.ts";

const DOLLAR = 10n ** 6n;
const MILLION = 1_000_000n * WAD;
const config = (depth: PoolConfig["depth"]): PoolConfig => ({ base: "WETH", quote: "USDC", feeTier: 500, depth });

/** Dollars that a pool pays while its price falls to a share of its start. */
function paid(depth: PoolConfig["depth"], to: bigint, baseIsToken0 = true, quoteUsd = WAD): number {
  const side = { baseIsToken0, baseDecimals: 18, quoteDecimals: 6 };
  const start = sqrtPriceFromPrice(4000n * WAD, side);
  const pool = poolFromPositions(start, 500, 10, poolPositions(config(depth), start, side, quoteUsd, DOLLAR));
  const sqrtPriceLimitX96 = sqrtPriceScaled(start, to, side);
  return Number(swap(pool, { zeroForOne: baseIsToken0, amount: 10n ** 40n, sqrtPriceLimitX96 }).amountOut) / 1e6;
}

describe("poolPositions", () => {
  for (const first of [true, false]) {
    const side = first ? "base" : "quote";
    it(`hold the stated dollars within 2 % and 10 %, ${side} first`, () => {
      const depth = { within2PercentUsd: 3n * MILLION, within10PercentUsd: 9n * MILLION };
      expect(paid(depth, (98n * WAD) / 100n, first) / 3e6).to.be.closeTo(1, 0.01);
      expect(paid(depth, (90n * WAD) / 100n, first) / 9e6).to.be.closeTo(1, 0.01);
    });

    it(`pay a constant amount a unit of log price, ${side} first`, () => {
      const depth = { constantUsdPerLog: 50n * MILLION };
      for (const percent of [95n, 80n, 50n])
        expect(paid(depth, (percent * WAD) / 100n, first) / (-50e6 * Math.log(Number(percent) / 100))).to.be.closeTo(
          1,
          0.02,
        );
    });

    it(`are a constant product over the whole range, ${side} first`, () => {
      const depth = { constantProductUsd: 10n * MILLION };
      // A reserve of 10 million pays 1 − √(1/4) of itself while the price falls to a quarter.
      expect(paid(depth, WAD / 4n, first) / 5e6).to.be.closeTo(1, 0.001);
    });
  }

  it("count a quote that is not a dollar at its price", () => {
    const depth = { constantProductUsd: 10n * MILLION };
    expect(paid(depth, WAD / 4n, true, 2n * WAD) / 2.5e6).to.be.closeTo(1, 0.001);
  });

  it("refuse a depth that the pool cannot hold", () => {
    const fault = faultOf(() => paid({ within2PercentUsd: 1n, within10PercentUsd: 2n }, WAD / 2n));
    expect([fault.code, fault.exitCode]).to.deep.equal(["POOL_TOO_THIN", 2]);
  });
});

describe("startPrices", () => {
  it("value a staked asset at its rate", () => {
    const staked = { over: "WETH", exchangeRate: (122n * WAD) / 100n };
    expect(startPrices({ WETH: { priceUsd: 4000n * WAD }, wstETH: { staked } })).to.deep.equal(
      new Map([
        ["WETH", 4000n * WAD],
        ["wstETH", 4880n * WAD],
      ]),
    );
  });
});
