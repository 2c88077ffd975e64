import { expect } from "chai";
import type { Recorder } from "../../../src/run/recorder.ts";
import { run } from "../../../src/run/run.ts";
import { sharePrices } from "../../../src/venues/sharePrices.ts";
import { StartShares } from "../../../src/venues/startShares.ts";
import { createVenues, type Venues } from "../../../src/venues/venues.ts";
import { buildWorld } from "../../../src/world/build.ts";
import { loadText } from "../../support/tinyScenario.ts";
import { TINY_VAULTS } from "../../support/tinyVaults.ts";

const SHORT = ["chain.maxBlocks=14", "market.paths.0.asset=WETH", "market.paths.0.change=-12%"];
const SLASH = "changes.0={ kind: slash, atBlock: 3, asset: wstETH, loss: 3% }";
const POOL =
  "pools.2={ base: loopETH, quote: WETH, feeTier: 500, depth: { within2PercentUsd: 300000, within10PercentUsd: 900000 } }";

/** A loop vault over the shares of the other, and markets deep enough for both. */
const NESTED = [
  "pools.2={ base: loopETH, quote: WETH, feeTier: 500, depth: { within2PercentUsd: 3000000, within10PercentUsd: 9000000 } }",
  "assets.deepETH={ vault: { kind: loop, asset: loopETH, debt: WETH, maxTradeUsd: 200000, leverage: { target: 2, min: 1.5, max: 2.3, ripcord: 2.5 } } }",
  "population.deep={ kind: depositor, vault: deepETH, count: 3, equityUsd: { min: 20000, max: 40000 } }",
  "lending.reserves.WETH.lenderUsd=200000000",
  "assets.loopETH.vault.maxTradeUsd=2000000",
  "pools.1.depth.within2PercentUsd=40000000",
  "pools.1.depth.within10PercentUsd=80000000",
];

/** Runs a stack under overrides and calls `look` with the venues as read at the start and after each block. */
async function watch(overrides: readonly string[], look: (venues: Venues) => void): Promise<void> {
  const world = await buildWorld(loadText(TINY_VAULTS, [...SHORT, ...overrides]), 1);
  const venues = createVenues(world);
  const recorder: Recorder = {
    start: () => look(venues),
    decode: () => [...venues.lending.positions],
    close: () => look(venues),
    end: () => {},
  };
  try {
    await run(world, venues, recorder);
  } finally {
    await world.chain.close();
  }
}

const pricesNow = (venues: Venues) => sharePrices(venues, venues.vaults?.feeds ?? new Map(), venues.lending.time);

describe("sharePrices", function () {
  this.timeout(120_000);

  for (const [mode, ...overrides] of [
    ["nav", "assets.loopETH.vault.fees.management=2%", "assets.loopETH.vault.fees.performance=10%"],
    ["cappedNav", "assets.loopETH.vault.oracle={ mode: cappedNav, growthPerYear: 1% }"],
    ["navTwap", "assets.loopETH.vault.oracle={ mode: navTwap, windowSeconds: 60 }"],
    ["market", "assets.loopETH.vault.oracle={ mode: market }", POOL],
    ["minNavMarket", "assets.loopETH.vault.oracle={ mode: minNavMarket }", POOL],
    ["nested", ...NESTED],
    ["fixed", "assets.loopETH.vault.oracle={ mode: fixed }"],
  ]) {
    it(`sharePrices_${mode}_areWhatTheChainAnswersAfterEveryBlock`, async () => {
      const seen = new Set<bigint>();
      await watch([SLASH, ...overrides], (venues) => {
        const { shares } = pricesNow(venues);
        for (const { info, price, sharePrice, netAssets } of venues.vaults?.vaults ?? []) {
          const share = shares.get(info.symbol);
          expect(share?.assets).to.equal(netAssets);
          expect(share?.rate).to.equal(sharePrice);
          expect(share?.feed).to.equal(price);
          expect(venues.lending.reserve(info.symbol)?.price ?? price).to.equal(share?.source);
          seen.add(price);
        }
      });
      expect(seen.size).to.be.greaterThan(2);
    });
  }

  it("sharePrices_collateralChannelCut_isTheFirstPriceForLendingAndMargin", async () => {
    const sources = new Set<bigint | undefined>();
    const navs = new Set<bigint | undefined>();
    await watch([SLASH, "channels.collateral=off"], (venues) => {
      const share = pricesNow(venues).shares.get("loopETH");
      expect(venues.lending.reserve("loopETH")?.price).to.equal(share?.source);
      sources.add(share?.source);
      navs.add(share?.nav);
    });
    expect(sources.size).to.equal(1);
    expect(navs.size).to.be.greaterThan(2);
  });

  it("startShares_atTheChainsOwnPrices_differOnlyOnceTheVaultActed", async () => {
    let start: StartShares | undefined;
    const differing: boolean[] = [];
    await watch([SLASH], (venues) => {
      start ??= new StartShares(venues);
      const { feeds } = venues.vaults ?? { feeds: new Map() };
      start.advance(feeds, venues.lending.time);
      const then = start.at(feeds, venues.lending.time).shares.get("loopETH");
      differing.push(then?.nav !== pricesNow(venues).shares.get("loopETH")?.nav);
    });
    expect(differing.slice(0, 4)).to.deep.equal([false, false, false, false]);
    expect(differing.at(-1)).to.equal(true);
  });
});
