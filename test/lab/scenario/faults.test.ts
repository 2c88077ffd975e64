import { expect } from "chai";
import { formatError } from "../../../src/errors.ts";
import { faultOf } from "../../support/faultOf.ts";
import { loadText, TINY } from "../../support/tinyScenario.ts";

/** What is written in place of what, the code it meets, and the key that is named. */
type Case = [code: string, find: string, replace: string, key: string];

const MODE = "id: 1\n";
const CASES: Case[] = [
  ["SCENARIO_KEY_UNKNOWN", "ltv: 80%", "ltv: 80%, lvt: 1", "lending.reserves.WETH.lvt"],
  ["SCENARIO_KEY_UNKNOWN", "quote: USDC }", "quoted: USDC }", "assets.WETH.quoted"],
  ["SCENARIO_KEY_UNKNOWN", "within2PercentUsd: 2_000_000,", "within2Percent: 2,", "pools.0.depth.within2Percent"],
  ["SCENARIO_KEY_MISSING", "ltv: 80%, ", "", "lending.reserves.WETH.ltv"],
  ["SCENARIO_KEY_MISSING", "asset: WETH, change", "change", "market.paths.0.asset"],
  ["SCENARIO_VALUE", "priceUsd: 4000", "priceUsd: 5 apples", "assets.WETH.priceUsd"],
  ["SCENARIO_VALUE", "priceUsd: 4000", "priceUsd: [4000]", "assets.WETH.priceUsd"],
  ["SCENARIO_VALUE", "priceUsd: 4000", "priceUsd: .nan", "assets.WETH.priceUsd"],
  ["SCENARIO_VALUE", "priceUsd: 4000", "priceUsd: 1e300", "assets.WETH.priceUsd"],
  ["SCENARIO_VALUE", "change: -15%", "change: -200%", "market.paths.0.change"],
  ["SCENARIO_VALUE", "change: -15%", "change: 15 bananas", "market.paths.0.change"],
  ["SCENARIO_VALUE", "within2PercentUsd: 2_000_000", "within2PercentUsd: -5", "pools.0.depth.within2PercentUsd"],
  ["SCENARIO_VALUE", "ltv: 80%", "ltv: 80.005%", "lending.reserves.WETH.ltv"],
  ["SCENARIO_VALUE", "feeTier: 500", "feeTier: 501", "pools.0.feeTier"],
  ["SCENARIO_VALUE", "kind: shock", "kind: shok", "market.paths.0.kind"],
  ["SCENARIO_VALUE", "{ min: 3, max: 4 }", "{ min: 4, max: 3 }", "population.loopers.leverage"],
  ["SCENARIO_VALUE", "count: 3", "count: 1_000_000_000_000", "population.borrowers.count"],
  ["SCENARIO_VALUE", "name: tiny", "name: Tiny Scenario", "name"],
  ["SCENARIO_VALUE", "maxBlocks: 60", "maxBlocks:", "chain.maxBlocks"],
  ["SCENARIO_VALUE", "recoveryHalfLifeSeconds: 600", "recoveryHalfLifeSeconds: soon", "market.recoveryHalfLifeSeconds"],
  ["ASSET_UNKNOWN", "quote: USDC }", "quote: USDT }", "assets.WETH.quote"],
  ["ASSET_UNKNOWN", "{ over: WETH", "{ over: WTEH", "assets.wstETH.staked.over"],
  ["ASSET_UNKNOWN", "depthUsdPerLog: { WETH", "depthUsdPerLog: { constructor", "market.depthUsdPerLog.constructor"],
  ["ASSET_UNKNOWN", "asset: WETH, change", "asset: BTC, change", "market.paths.0.asset"],
  ["ASSET_UNKNOWN", "asset: WETH, sellUsd", "asset: BTC, sellUsd", "agents.panic.asset"],
  ["ASSET_UNKNOWN", "    WETH: { ltv: 80%", "    BTC: { ltv: 80%", "lending.reserves.BTC"],
  ["PRICE_MISSING", ", priceUsd: 4000", "", "assets.WETH"],
  ["PRICE_MISSING", "{ over: WETH", "{ over: wstETH", "assets.wstETH.staked.over"],
  ["PRICE_TWICE", "    staked: {", "    priceUsd: 5\n    staked: {", "assets.wstETH.priceUsd"],
  ["QUOTE_SELF", "quote: USDC }", "quote: WETH }", "assets.WETH.quote"],
  ["DECIMALS_MISMATCH", "    decimals: 18", "    decimals: 8", "assets.wstETH.decimals"],
  ["FEED_WITHOUT_POOL", "feed: { deviation", "feed: { follows: pool, deviation", "assets.USDC.feed.follows"],
  ["HEARTBEAT_TOO_SHORT", "heartbeatSeconds: 86400", "heartbeatSeconds: 12", "assets.USDC.feed.heartbeatSeconds"],
  ["OUTAGE_BACKWARDS", "feed: {", "feed: { outage: { fromBlock: 3, toBlock: 2 },", "assets.USDC.feed.outage"],
  ["LTV_NOT_BELOW_THRESHOLD", "ltv: 80%", "ltv: 83%", "lending.reserves.WETH.ltv"],
  ["LTV_NOT_BELOW_THRESHOLD", "ltv: 93%", "ltv: 96%", "lending.eModes.0.ltv"],
  ["BONUS_ZERO", "liquidationBonus: 5%", "liquidationBonus: 0", "lending.reserves.WETH.liquidationBonus"],
  ["BONUS_TOO_LARGE", "liquidationBonus: 5%", "liquidationBonus: 21%", "lending.reserves.WETH.liquidationBonus"],
  [
    "KINK_AT_THE_END",
    "bonus: 5%".replace("bonus", "liquidationBonus"),
    "liquidationBonus: 5%, rates: { optimalUsage: 100% }",
    "lending.reserves.WETH.rates.optimalUsage",
  ],
  [
    "RATE_TOO_HIGH",
    "liquidationBonus: 5%",
    "liquidationBonus: 5%, rates: { slope2: 999% }",
    "lending.reserves.WETH.rates",
  ],
  [
    "DISCOUNT_TOO_LARGE",
    "liquidationBonus: 5%",
    "liquidationBonus: 5%, incentive: { kind: dutch, maxDiscount: 100% }",
    "lending.reserves.WETH.incentive.maxDiscount",
  ],
  ["EMODE_WITHOUT_LTV", "ltv: 93%", "ltv: 0", "lending.eModes.0.ltv"],
  [
    "EMODE_TWICE",
    `    - ${MODE}`,
    `    - { ${MODE.trim()}, label: a, ltv: 1%, liquidationThreshold: 2%, liquidationBonus: 1%, collateral: [WETH], borrowable: [WETH] }\n    - ${MODE}`,
    "lending.eModes.1.id",
  ],
  ["EMODE_UNKNOWN", "eMode: 1", "eMode: 7", "population.staked-loopers.eMode"],
  ["EMODE_MISMATCH", "borrowable: [WETH]", "borrowable: [wstETH]", "population.staked-loopers.eMode"],
  ["POOL_OF_ONE", "base: WETH, quote: USDC", "base: WETH, quote: WETH", "pools.0.quote"],
  [
    "POOL_TWICE",
    "  - { base: wstETH, quote: WETH, feeTier: 100",
    "  - { base: USDC, quote: WETH, feeTier: 500",
    "pools.1",
  ],
  [
    "DEPTH_INCONSISTENT",
    "within10PercentUsd: 8_000_000",
    "within10PercentUsd: 2_000_000",
    "pools.0.depth.within10PercentUsd",
  ],
  ["DEPTH_MISSING", "depthUsdPerLog: { WETH:", "depthUsdPerLog: { USDC:", "market.depthUsdPerLog"],
  ["PATH_TWICE", "paths:\n", "paths:\n    - { kind: shock, asset: WETH, change: -1% }\n", "market.paths.1.asset"],
  ["PATH_TOO_EARLY", "atBlock: 2", "atBlock: 0", "market.paths.0.atBlock"],
  [
    "PATH_OF_STAKED",
    "{ kind: shock, asset: WETH, change: -15%, atBlock: 2 }",
    "{ kind: script, asset: wstETH, steps: [{ atBlock: 1, priceUsd: 1 }] }",
    "market.paths.0.kind",
  ],
  [
    "PATH_BACKWARDS",
    "{ kind: shock, asset: WETH, change: -15%, atBlock: 2 }",
    "{ kind: script, asset: WETH, steps: [{ atBlock: 2, priceUsd: 1 }, { atBlock: 2, priceUsd: 2 }] }",
    "market.paths.0.steps.1.atBlock",
  ],
  [
    "RESERVE_UNKNOWN",
    "    collateral: wstETH\n    debt: USDC",
    "    collateral: EURC\n    debt: USDC",
    "population.stakers.collateral",
  ],
  ["ASSET_UNKNOWN", "capitalUsd: 100_000,", "capitalUsd: 100_000, debts: [USDC, GHO],", "agents.desk.debts"],
  ["RESERVE_NOT_BORROWABLE", "ltv: 75%,", "ltv: 75%, borrowable: false,", "population.borrowers.debt"],
  [
    "COLLATERAL_WITHOUT_LTV",
    "ltv: 80%, liquidationThreshold: 83%",
    "ltv: 0, liquidationThreshold: 83%",
    "population.borrowers.collateral",
  ],
  [
    "HEALTH_OUT_OF_REACH",
    "{ min: 1.05, max: 1.15 }",
    "{ min: 1.03, max: 1.15 }",
    "population.borrowers.healthFactor.min",
  ],
  ["LEVERAGE_OUT_OF_REACH", "{ min: 3, max: 4 }", "{ min: 3, max: 5 }", "population.loopers.leverage.max"],
  [
    "DEFENCE_WITHOUT_EFFECT",
    "targetHealthFactor: 1.4",
    "targetHealthFactor: 1.2",
    "population.defenders-of-loops.defence.targetHealthFactor",
  ],
  ["ROUTE_MISSING", "base: wstETH, quote: WETH", "base: wstETH, quote: EURC", "population.staked-loopers.collateral"],
  ["ROUTE_MISSING", "asset: WETH, sellUsd", "asset: USDC, sellUsd", "agents.panic.asset"],
  ["NAME_TAKEN", "  panic:", "  oracle:", "agents.oracle"],
  ["NAME_TAKEN", "  panic:", "  whale:", "agents.whale"],
  ["NAME_TAKEN", "  stakers:", "  lenders:", "population.lenders"],
];

/** An asset that some cases need and that changes nothing else. */
const WITH_EURC = TINY.replace("  WETH: { decimals", "  EURC: { decimals: 6, priceUsd: 1 }\n  WETH: { decimals");

describe("a scenario with one fault", () => {
  it("was valid before", () => {
    expect(loadText(WITH_EURC).scenario.name).to.equal("tiny");
  });

  for (const [code, find, replace, key] of CASES) {
    it(`meets ${code} at ${key} for "${replace.trim().split("\n")[0]}"`, () => {
      expect(WITH_EURC).to.contain(find);
      const fault = faultOf(() => loadText(WITH_EURC.replace(find, replace)));

      expect(fault.code, fault.message).to.equal(code);
      expect(fault.place).to.have.property("key", key);
      expect(fault.exitCode).to.equal(2);
      expect(fault.message, "one sentence").to.match(/^[^\n]*[^.\s]\.$/);
      expect(fault.message).not.to.match(/invalid input|expected|received/i);
      expect(fault.hint).to.match(/\S/);
    });
  }
});

describe("a fault's place", () => {
  const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split("\n").length;

  for (const [what, find, replace, marker] of [
    ["a value", "maxBlocks: 60", "maxBlocks: many", "maxBlocks: many"],
    ["an unknown key", "  maxBlocks: 60", "  maxBlock: 60", "maxBlock: 60"],
    ["a missing key, by the mapping that lacks it", "    label: ETH correlated\n", "", "id: 1"],
    ["a rule between keys", "    ltv: 93%", "    ltv: 96%", "ltv: 96%"],
    ["an item of a list", "collateral: [WETH, wstETH]", "collateral: [WETH, BTC]", "collateral: [WETH, BTC]"],
    ["a mapping, by its key", "  stakers:\n", "  lenders:\n", "lenders:\n"],
  ] as const) {
    it(`is the line of ${what}`, () => {
      const text = TINY.replace(find, replace);
      const fault = faultOf(() => loadText(text));
      expect(fault.place, formatError(fault)).to.have.property("line", lineOf(text, marker));
    });
  }

  it("is the command line for a key that --set gave", () => {
    const fault = faultOf(() => loadText(TINY, ["market.paths.0.change=-200%"]));
    expect(fault.place).to.equal("--set market.paths.0.change=-200%");
  });

  it("is the command line for a rule between keys that --set broke", () => {
    const fault = faultOf(() => loadText(TINY, ["lending.reserves={}"]));
    expect([fault.code, fault.place]).to.deep.equal(["RESERVES_COUNT", "--set lending.reserves={}"]);
  });

  it("stays the file's line where --set gave another key", () => {
    const text = TINY.replace("maxBlocks: 60", "maxBlocks: many");
    const fault = faultOf(() => loadText(text, ["seed=3"]));
    expect(fault.place).to.have.property("line", lineOf(text, "maxBlocks"));
  });
});

describe("a fault's hint", () => {
  const hintOf = (find: string, replace: string) => faultOf(() => loadText(TINY.replace(find, replace))).hint;

  it("names the key that was probably meant", () => {
    expect(hintOf("maxBlocks: 60", "maxBlock: 60")).to.match(/^Did you mean "maxBlocks"\? Known here: startTime/);
    expect(hintOf("leverage: { min: 3", "levrage: { min: 3")).to.contain('"leverage"');
  });

  it("offers no key of another kind", () => {
    expect(hintOf("healthFactor: { min: 1.3,", "leverage: { min: 1.3,")).not.to.match(/leverage/);
  });

  it("names the asset, the kind or the scenario that was probably meant", () => {
    expect(hintOf("quote: USDC }", "quote: USCD }")).to.match(/^Did you mean "USDC"\?/);
    expect(hintOf("kind: shock", "kind: shok")).to.match(/^Did you mean "shock"\?/);
  });

  it("says how whole numbers are written", () => {
    expect(hintOf("maxBlocks: 60", "maxBlocks: 1_000")).to.contain("without separators");
  });

  it("says where units go", () => {
    expect(hintOf("priceUsd: 4000", "priceUsd: 4000 USD")).to.contain("The unit is part of the key.");
  });
});
