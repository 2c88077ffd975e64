import { expect } from "chai";
import fc from "fast-check";
import { network } from "hardhat";
import { sqrtPriceAtTick } from "../../src/model/tickMath.ts";
import { maxRatioDown, UNCAPPED } from "../../src/model/vaults/maxRatio.ts";
import { meanRateDown, type RateCheckpoint } from "../../src/model/vaults/meanRate.ts";
import { poolPriceDown } from "../../src/model/vaults/poolPrice.ts";
import { WAD } from "../../src/units.ts";
import { createPool, deployUniswapFor } from "../support/uniswap.ts";

const PRICE = 123_456_789n; // $1.23456789
const WINDOW = 3_600n;

async function deployWorld() {
  const { ethers, networkHelpers } = await network.create();
  const [owner] = await ethers.getSigners();
  if (owner === undefined) throw new Error("The chain has no accounts.");
  const feed = await ethers.deployContract("PriceFeed", [8, "price", owner.address]);
  await feed.setTransmitter(owner.address, true);
  await feed.transmit(PRICE);
  const token = (decimals: number) => ethers.deployContract("MintableToken", ["", "", decimals, owner.address]);
  const [small, large] = [await token(6), await token(18)];
  const staked = await ethers.deployContract("StakedToken", ["", "", large, (12n * WAD) / 10n, 0, owner.address]);
  return { ethers, networkHelpers, owner, feed, small, large, staked };
}

describe("feeds of a share's price against their model", () => {
  it("agree on a pool's price to the unit: either token as the base, 6 and 18 decimals, at any tick", async () => {
    const { ethers, owner, feed, small, large } = await deployWorld();
    const uniswap = await deployUniswapFor(ethers, owner, [small, large]);
    const ticks = fc.sample(fc.integer({ min: -300_000, max: 300_000 }), { numRuns: 3, seed: 5 });
    for (const [i, tick] of ticks.entries()) {
      const sqrtPriceX96 = sqrtPriceAtTick(tick) + BigInt(i) * 7_777n;
      const pool = await createPool(uniswap, [500, 3_000, 10_000][i] ?? 500, sqrtPriceX96, []);
      for (const [base, baseDecimals] of [
        [small, 6],
        [large, 18],
      ] as const) {
        const spot = await ethers.deployContract("PoolPriceFeed", [pool.target, base, feed, 8, "spot"]);
        const baseIsToken0 = base.target === uniswap.addresses[0];
        const market = { sqrtPriceX96, baseIsToken0, baseDecimals, quoteDecimals: 24 - baseDecimals };
        expect(await spot.latestAnswer(), `tick ${tick}`).to.equal(poolPriceDown(market, PRICE));
      }
    }
  });

  it("agree on a mean rate to the unit, whenever it is poked and asked", async () => {
    const { ethers, networkHelpers, feed, staked } = await deployWorld();
    const mean = await ethers.deployContract("NavTwapFeed", [feed, staked, WINDOW, "mean"]);
    const first = BigInt(await networkHelpers.time.latest());
    let checkpoints: readonly RateCheckpoint[] = [{ at: first, rate: await staked.exchangeRate() }];
    const anyStep = fc.record({
      slash: fc.bigInt({ min: 0n, max: WAD / 50n }),
      wait: fc.bigInt({ min: 1n, max: 1_500n }),
      pokes: fc.boolean(),
    });
    for (const { slash, wait, pokes } of fc.sample(anyStep, { numRuns: 40, seed: 6 })) {
      await staked.slash(slash);
      const at = BigInt(await networkHelpers.time.latest()) + wait;
      await networkHelpers.time.setNextBlockTimestamp(at);
      if (pokes) await mean.poke();
      else await networkHelpers.mine();
      if (pokes) checkpoints = [...checkpoints, { at, rate: await staked.exchangeRate() }];

      const rate = meanRateDown(checkpoints, WINDOW, at);
      expect(await mean.meanRateDown()).to.equal(rate);
      expect(await mean.latestAnswer()).to.equal((PRICE * rate) / WAD);
    }
  });

  it("agree on the most that a capped rate counts for", async () => {
    const { ethers, networkHelpers, owner, feed, staked } = await deployWorld();
    const takenAt = BigInt(await networkHelpers.time.latest());
    for (const yearlyGrowth of [0n, 968n, 100_000n, UNCAPPED]) {
      const snapshot = { ratio: (11n * WAD) / 10n + 7n, takenAt, yearlyGrowthBps: yearlyGrowth };
      const capped = await ethers.deployContract("CappedRatioFeed", [feed, staked, 0, snapshot, "", owner.address]);
      for (const wait of [1n, 12_345n, 10_000_000n]) {
        const at = BigInt(await networkHelpers.time.latest()) + wait;
        await networkHelpers.time.setNextBlockTimestamp(at);
        await networkHelpers.mine();

        const most = maxRatioDown({ ...snapshot, yearlyGrowth }, at) ?? (1n << 256n) - 1n;
        expect(await capped.getMaxRatio()).to.equal(most);
        const rate = await staked.exchangeRate();
        expect(await capped.latestAnswer()).to.equal((PRICE * (rate < most ? rate : most)) / WAD);
      }
    }
  });
});
