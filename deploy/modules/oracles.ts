import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { ZeroAddress } from "ethers";
import type { Scenario } from "../../src/scenario/schema.ts";
import { setupStart } from "../../src/scenario/timeline.ts";
import { rescale, WAD } from "../../src/units.ts";
import { type Futures, futureOf, type ScenarioModule } from "./futures.ts";
import { ROLES } from "./roles.ts";

const UNCAPPED = 2 ** 32 - 1;
const DAY = 86_400;

/** A snapshot is as old as the feed wants one, or as the oldest that the lab puts in its place: none goes back in time. */
function snapshotAge({ changes }: Scenario, symbol: string): number {
  const ages = changes.flatMap((each) =>
    each.kind === "cap" && each.asset === symbol ? [each.snapshotAgeSeconds] : [],
  );
  return Math.max(7 * DAY, ...ages);
}

/** A feed for each asset but shares (`feed WETH`) and the price oracle (`oracle`) that lending reads. */
export function oraclesModule(scenario: Scenario, tokens: ScenarioModule): ScenarioModule {
  return buildModule("Oracles", (m) => {
    const token = m.useModule(tokens);
    const lab = m.getAccount(ROLES.lab);
    const node = m.getAccount(ROLES.oracleNode);
    const decimals = scenario.lending.baseCurrencyDecimals;
    const feeds: Futures = {};

    for (const [symbol, asset] of Object.entries(scenario.assets)) {
      if (asset.priceUsd === undefined) continue;
      const feed = m.contract("PriceFeed", [decimals, `${symbol} / USD`, lab], { id: `Feed_${symbol}` });
      const allowed = m.call(feed, "setTransmitter", [node, true], { id: `Transmitter_${symbol}` });
      m.call(feed, "transmit", [rescale(asset.priceUsd, 18, decimals)], {
        id: `Price_${symbol}`,
        from: node,
        after: [allowed],
      });
      feeds[`feed ${symbol}`] = feed;
    }

    for (const [symbol, { staked }] of Object.entries(scenario.assets)) {
      if (staked === undefined) continue;
      const growth = staked.cappedGrowthPerYear;
      const snapshot = {
        ratio: staked.exchangeRate,
        takenAt: setupStart(scenario) - snapshotAge(scenario, symbol),
        yearlyGrowthBps: growth === undefined ? UNCAPPED : Number((growth * 10_000n) / WAD),
      };
      const base = futureOf(feeds, `feed ${staked.over}`);
      const args = [base, futureOf(token, symbol), 7 * DAY, snapshot, `${symbol} / USD`, lab];
      feeds[`feed ${symbol}`] = m.contract("CappedRatioFeed", args, { id: `Feed_${symbol}` });
    }

    const oracle = m.contract("PriceOracle", [ZeroAddress, 10n ** BigInt(decimals), lab]);
    const listed = Object.entries(scenario.assets).filter(([, { vault }]) => vault === undefined);
    const symbols = listed.map(([symbol]) => symbol);
    m.call(oracle, "setAssetSources", [
      symbols.map((symbol) => futureOf(token, symbol)),
      symbols.map((symbol) => futureOf(feeds, `feed ${symbol}`)),
    ]);
    for (const [symbol, asset] of listed) {
      const age = asset.feed.maxAgeSeconds;
      if (age > 0) m.call(oracle, "setMaxAge", [futureOf(token, symbol), age], { id: `MaxAge_${symbol}` });
    }
    return { ...feeds, oracle };
  });
}
