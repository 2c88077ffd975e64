import { expect } from "chai";
import { resolvedYaml } from "../../../src/lab/resolvedScenario.ts";
import { perpPreset } from "../../../src/scenario/perpPreset.ts";
import { PERP_PRESETS, type PerpsConfig } from "../../../src/scenario/perpSchema.ts";
import { perpTerms } from "../../../src/scenario/perpTerms.ts";
import { WAD } from "../../../src/units.ts";
import { faultOf } from "../../support/faultOf.ts";
import { TINY_PERPS } from "../../support/tinyPerps.ts";
import { loadText, TINY } from "../../support/tinyScenario.ts";

/** What is set on the command line, the code it meets, the key that is named, and what the hint begins with. */
type Case = [override: string, code: string, key: string, hint?: string];

const CASES: Case[] = [
  ["perps.preset=synthetics-v3", "SCENARIO_VALUE", "perps.preset", 'Did you mean "synthetix-v3"?'],
  ["perps.adl.policy=profit-prorata", "SCENARIO_VALUE", "perps.adl.policy", 'Did you mean "profit-pro-rata"?'],
  ["perps.adl.polcy=none", "SCENARIO_KEY_UNKNOWN", "perps.adl.polcy", 'Did you mean "policy"?'],
  ["perps.markets.ETH.trading.takerFee=200%", "SCENARIO_VALUE", "perps.markets.ETH.trading.takerFee"],
  ["perps.quote=USDT", "ASSET_UNKNOWN", "perps.quote", 'Did you mean "USDC"?'],
  ["perps.quote=WETH", "QUOTE_NOT_A_DOLLAR", "perps.quote"],
  ["perps.markets={}", "MARKETS_COUNT", "perps.markets"],
  ["perps.markets.ETH.asset=WTEH", "ASSET_UNKNOWN", "perps.markets.ETH.asset", 'Did you mean "WETH"?'],
  ["perps.markets.ETH.asset=USDC", "MARKET_OF_QUOTE", "perps.markets.ETH.asset"],
  ["perps.collateral.USDC={}", "COLLATERAL_IS_QUOTE", "perps.collateral.USDC"],
  ["perps.collateral.WETH.saleDiscount=100%", "DISCOUNT_TOO_LARGE", "perps.collateral.WETH.saleDiscount"],
  ["perps.markets.ETH.spotTwapSeconds=30", "SPOT_WITHOUT_MEDIAN", "perps.markets.ETH.spotTwapSeconds"],
  [
    "perps.markets.BTC={asset: WBTC, mark: median, spotTwapSeconds: 30}",
    "SPOT_WITHOUT_POOL",
    "perps.markets.BTC.spotTwapSeconds",
  ],
  [
    "perps.markets.ETH={asset: WETH, mark: median, spotTwapSeconds: 3600}",
    "TWAP_TOO_LONG",
    "perps.markets.ETH.spotTwapSeconds",
  ],
  ["perps.margin={initialRatio: 0}", "MARKET_TERMS", "perps.markets.ETH.margin.initialRatio"],
  ["perps.markets.BTC.liquidation={partialShare: 0}", "MARKET_TERMS", "perps.markets.BTC.liquidation.partialShare"],
  ["perps.markets.BTC.adl={poolTarget: 50%}", "MARKET_TERMS", "perps.markets.BTC.adl.poolTarget"],
  [
    "perps.markets.ETH.trading={settlementDelay: 2, settlementWindow: 0}",
    "MARKET_TERMS",
    "perps.markets.ETH.trading.settlementWindow",
  ],
  ["population.longs.market=ETHH", "MARKET_UNKNOWN", "population.longs.market", 'Did you mean "ETH"?'],
  ["population.hedged.also.0.market=SOL", "MARKET_UNKNOWN", "population.hedged.also.0.market", "Listed: ETH, BTC."],
  ["population.hedged.also.0.market=BTC", "MARKET_TWICE", "population.hedged.also.0.market"],
  ["population.hedged.also.0.leverageShare=100%", "LEVERAGE_SHARES", "population.hedged.also"],
  ["population.hedged.collateral.asset=WBTC", "COLLATERAL_UNKNOWN", "population.hedged.collateral.asset"],
  ["population.longs.stop.loss=100%", "STOP_OUT_OF_REACH", "population.longs.stop.loss"],
  ["population.longs.side=up", "SCENARIO_VALUE", "population.longs.side"],
  ["population.longs.leverage.max=51", "LEVERAGE_OUT_OF_REACH", "population.longs.leverage.max"],
  [
    "population.longs.equityUsd={min: 50_000, max: 5_000_000_000}",
    "LEVERAGE_OUT_OF_REACH",
    "population.longs.leverage.max",
  ],
  ["agents.desk.market=BTCC", "MARKET_UNKNOWN", "agents.desk.market", 'Did you mean "BTC"?'],
  ["agents.keepers.kind=perpKeper", "SCENARIO_VALUE", "agents.keepers.kind", 'Did you mean "perpKeeper"?'],
];

function perpsOf(...overrides: string[]): PerpsConfig {
  return loadText(TINY_PERPS, overrides).scenario.perps as PerpsConfig;
}

describe("perps of a scenario", () => {
  for (const [override, code, key, hint] of CASES) {
    it(`refuse ${override} as ${code} at ${key}`, () => {
      const fault = faultOf(() => loadText(TINY_PERPS, [override]));

      expect(fault.code).to.equal(code);
      expect(fault.exitCode).to.equal(2);
      expect(fault.message).to.match(/^\S.*\.$/s);
      expect(fault.hint ?? "").to.match(hint === undefined ? /\.$/ : new RegExp(`^${hint.replace(/[.?]/g, "\\$&")}`));
      // What the command line set stands for itself; every other key by its path.
      const place = typeof fault.place === "string" ? fault.place : (fault.place?.key ?? "");
      expect(place).to.be.oneOf([`--set ${override}`, key]);
      expect(key.startsWith(override.split("=")[0] ?? "") || place === key).to.equal(true);
    });
  }

  it("name the line of a key in the file", () => {
    const text = TINY_PERPS.replace("market: BTC\n", "market: BTCC\n");
    const line = text.split("\n").findIndex((row) => row.includes("BTCC")) + 1;

    expect(faultOf(() => loadText(text)).place).to.include({ key: "population.hedged.market", line });
  });

  it("must be there for traders and their keepers", () => {
    const trader =
      "population.traders={kind: trader, market: ETH, side: long, count: 1, equityUsd: {min: 1, max: 1}, leverage: {min: 1, max: 1}}";

    expect(faultOf(() => loadText(TINY, [trader])).code).to.equal("PERPS_MISSING");
    expect(faultOf(() => loadText(TINY, ["agents.keeper={kind: perpKeeper}"])).code).to.equal("PERPS_MISSING");
  });

  it("allow a scenario without lending, which needs reserves otherwise", () => {
    expect(loadText(TINY_PERPS).scenario.lending.reserves).to.deep.equal({});
    const withoutLending = TINY.replace(/^lending:[\s\S]*?(?=^pools:)/m, "");

    expect(faultOf(() => loadText(withoutLending)).code).to.equal("RESERVES_COUNT");
  });

  it("override a preset for all markets, and one market over all", () => {
    const { markets } = perpsOf("perps.trading={makerFee: 1%, takerFee: 2%}", "perps.markets.BTC.trading.takerFee=3%");

    expect(markets.ETH?.trading.takerFee).to.equal(WAD / 50n);
    expect(markets.BTC?.trading.takerFee).to.equal((WAD * 3n) / 100n);
    expect(markets.BTC?.trading.makerFee).to.equal(WAD / 100n);
    expect(markets.BTC?.liquidation.penalty).to.equal(WAD / 200n);
  });

  it("take a preset's terms of the market of that name before its terms of every market", () => {
    const { market, markets } = perpPreset("synthetix-v3");
    const own = markets.ETH?.trading?.skewScale;

    expect(own).to.not.equal(undefined);
    expect(own).to.not.equal(market.trading.skewScale);
    expect(perpsOf().markets.ETH?.trading.skewScale).to.equal(own);
  });

  it("write a resolved copy that loads to the same scenario", () => {
    const { scenario } = loadText(TINY_PERPS);

    expect(loadText(resolvedYaml(scenario)).scenario).to.deep.equal(scenario);
  });

  it("state amounts in units of the quote, and all else as they are", () => {
    const [market] = Object.values(perpsOf("perps.liquidation.maxRewardUsd=1234.5678915"));
    const config = perpsOf("perps.liquidation.maxRewardUsd=1234.5678915").markets.ETH;
    if (config === undefined || market === undefined) throw new Error("There is no market ETH.");
    const terms = perpTerms(config, 10n ** 6n);

    expect(terms.liquidation.maxReward).to.equal(1_234_567_891n);
    expect(terms.margin.minPositionMargin).to.equal(config.margin.minPositionMarginUsd / 10n ** 12n);
    expect(terms.trading.skewScale).to.equal(config.trading.skewScale);
    expect(terms.markRule).to.equal("index");
  });
});

describe("perp presets", () => {
  for (const name of PERP_PRESETS) {
    it(`${name} states every term and its sources, and opens the tiny economy`, () => {
      expect(perpPreset(name).sources).to.not.be.empty;
      const overrides = [`perps.preset=${name}`, "population={}"];

      expect(loadText(TINY_PERPS, overrides).scenario.perps?.preset).to.equal(name);
    });
  }
});
