import { expect } from "chai";
import { resolvedYaml } from "../../../src/lab/resolvedScenario.ts";
import { WAD } from "../../../src/units.ts";
import { faultOf } from "../../support/faultOf.ts";
import { loadText, TINY } from "../../support/tinyScenario.ts";
import { TINY_VAULTS } from "../../support/tinyVaults.ts";

/** What is set on the command line, the code it meets, the key that is named, and what the hint or message begins with. */
type Case = [override: string, code: string, key: string, hint?: string];

const LOOP = "assets.loopETH.vault";
const BASIS = "assets.basisUSD.vault";
const POOL_OF_SHARE = "pools.2={base: loopETH, quote: WETH, feeTier: 500, depth: {constantProductUsd: 100_000}}";
const CASES: Case[] = [
  ["assets.loopETH.priceUsd=4000", "SHARE_WITH_OWN_PRICE", "assets.loopETH.priceUsd"],
  ["assets.loopETH.staked={over: WETH, exchangeRate: 1}", "SHARE_WITH_OWN_PRICE", "assets.loopETH.staked"],
  ["assets.loopETH.quote=USDC", "SHARE_WITH_OWN_PRICE", "assets.loopETH.quote"],
  ["assets.loopETH.feed.follows=pool", "SHARE_WITH_OWN_PRICE", "assets.loopETH.feed.follows"],
  ["assets.loopETH.decimals=18", "SHARE_WITH_DECIMALS", "assets.loopETH.decimals", "Drop the key"],
  ["assets.WETH.decimals=24", "SCENARIO_VALUE", "assets.WETH.decimals", "Only the share of a vault has more"],
  ["assets.WBTC={priceUsd: 100_000, quote: USDC}", "SCENARIO_KEY_MISSING", "assets.WBTC"],
  [`${LOOP}.asset=wstEHT`, "ASSET_UNKNOWN", `${LOOP}.asset`, 'Did you mean "wstETH"?'],
  [`${LOOP}.debt=DAI`, "ASSET_UNKNOWN", `${LOOP}.debt`],
  [`${BASIS}.spot=WTEH`, "ASSET_UNKNOWN", `${BASIS}.spot`, 'Did you mean "WETH"?'],
  [`${LOOP}.asset=loopETH`, "VAULTS_IN_A_CIRCLE", LOOP, "Let one of them hold something that is no share"],
  [`${LOOP}.debt=wstETH`, "LOOP_OF_ONE", `${LOOP}.debt`],
  ["lending.reserves.WETH.borrowable=false", "RESERVE_NOT_BORROWABLE", `${LOOP}.debt`],
  [`${LOOP}.eMode=7`, "EMODE_UNKNOWN", `${LOOP}.eMode`, "Listed: 1."],
  ["lending.eModes.0.collateral=[WETH]", "EMODE_MISMATCH", `${LOOP}.eMode`],
  ["pools=[]", "ROUTE_MISSING", `${LOOP}.debt`],
  [`${LOOP}.leverage.min=4.1`, "LEVERAGE_OUT_OF_ORDER", `${LOOP}.leverage.target`],
  [`${LOOP}.leverage.max=3.9`, "LEVERAGE_OUT_OF_ORDER", `${LOOP}.leverage.max`],
  [`${LOOP}.leverage.ripcord=4.5`, "LEVERAGE_OUT_OF_ORDER", `${LOOP}.leverage.ripcord`, "They must stand in the order"],
  [`${LOOP}.leverage.ripcord=19`, "LEVERAGE_OUT_OF_REACH", `${LOOP}.leverage.ripcord`],
  [`${LOOP}.leverage={target: 14, min: 13, max: 15, ripcord: 16}`, "LEVERAGE_OUT_OF_REACH", `${LOOP}.leverage.target`],
  [`${LOOP}.slippage=0.05%`, "VAULT_TERMS", `${LOOP}.slippage`],
  [`${LOOP}.fees.entry=6%`, "VAULT_TERMS", `${LOOP}.fees.entry`],
  [`${LOOP}.patienceSeconds=2_592_001`.replaceAll("_", ""), "VAULT_TERMS", `${LOOP}.patienceSeconds`],
  [`${LOOP}.ripcord.slippage=0.5%`, "VAULT_TERMS", `${LOOP}.ripcord.slippage`],
  [`${LOOP}.ripcord.cooldownSeconds=61`, "VAULT_TERMS", `${LOOP}.ripcord.cooldownSeconds`],
  [`${LOOP}.leverage.recenteringSpeed=0%`, "VAULT_TERMS", `${LOOP}.leverage.recenteringSpeed`],
  [`${BASIS}.maxTradeUsd=0.0000001`, "VAULT_TERMS", `${BASIS}.maxTradeUsd`],
  [`${BASIS}.hedge.openSlippage=0.5%`, "VAULT_TERMS", `${BASIS}.hedge.openSlippage`],
  [`${LOOP}.oracle={mode: market}`, "SHARE_WITHOUT_POOL", `${LOOP}.oracle.mode`, "List a pool with base loopETH"],
  [`${LOOP}.oracle={mode: minNavMarket}`, "SHARE_WITHOUT_POOL", `${LOOP}.oracle.mode`],
  [`${LOOP}.oracle={mode: navTwap, windowSeconds: 0}`, "WINDOW_EMPTY", `${LOOP}.oracle.windowSeconds`],
  [`${LOOP}.oracle={mode: naw}`, "SCENARIO_VALUE", `${LOOP}.oracle.mode`, 'Did you mean "nav"?'],
  [`${BASIS}.asset=WETH`, "BASIS_NOT_IN_QUOTE", `${BASIS}.asset`],
  [`${BASIS}.market=ETHH`, "MARKET_UNKNOWN", `${BASIS}.market`, 'Did you mean "ETH"?'],
  [`${BASIS}.spot=USDC`, "SPOT_OF_ANOTHER", `${BASIS}.spot`],
  ["perps.markets.ETH.trading={settlementDelay: 2, settlementWindow: 9}", "MARKET_DELAYED", `${BASIS}.market`],
  [`${BASIS}.hedge.open=98%`, "HEDGE_OUT_OF_ORDER", `${BASIS}.hedge.min`],
  [`${BASIS}.hedge.open=0%`, "HEDGE_OUT_OF_ORDER", `${BASIS}.hedge.open`],
  [`${BASIS}.hedge.max=99%`, "HEDGE_OUT_OF_ORDER", `${BASIS}.hedge.max`],
  [`${BASIS}.minMarginRatio=31%`, "MARGIN_OUT_OF_ORDER", `${BASIS}.minMarginRatio`],
  ["perps.margin={initialRatio: 31%}", "LEVERAGE_OUT_OF_REACH", "population.longs.leverage.max"],
  ["population.savers.vault=loopEHT", "VAULT_UNKNOWN", "population.savers.vault", 'Did you mean "loopETH"?'],
  [
    "population.savers.vault=WETH",
    "VAULT_UNKNOWN",
    "population.savers.vault",
    "Assets with a vault: loopETH, basisUSD.",
  ],
  ["population.savers.run={share: 50%}", "RUN_WITHOUT_TRIGGER", "population.savers.run"],
  ["population.savers.run.rumour.atBlock=0", "PATH_TOO_EARLY", "population.savers.run.rumour.atBlock"],
  ["population.savers.run.sharePriceLoss=0%", "RUN_AT_ONCE", "population.savers.run.sharePriceLoss"],
  ["population.stackers.vault=basisUSD", "RESERVE_UNKNOWN", "population.stackers.vault"],
  ["population.stackers.borrow=loopETH", "RESERVE_NOT_BORROWABLE", "population.stackers.borrow"],
  ["population.stackers.eMode=1", "EMODE_MISMATCH", "population.stackers.eMode", "List both in it"],
  ["population.stackers.healthFactor.min=1.05", "HEALTH_OUT_OF_REACH", "population.stackers.healthFactor.min"],
  ["population.stackers.invest.perp.share=61%", "INVESTED_TWICE", "population.stackers.invest"],
  ["population.stackers.invest.perp.market=BTC", "MARKET_UNKNOWN", "population.stackers.invest.perp.market"],
  [
    "population.stackers.invest.perp.leverage.max=60",
    "LEVERAGE_OUT_OF_REACH",
    "population.stackers.invest.perp.leverage.max",
  ],
  ["population.stackers.borrow=WETH", "INVESTED_IN_ANOTHER", "population.stackers.invest.perp"],
  ["population.stackers.invest.vault.name=loopETH", "INVESTED_IN_ANOTHER", "population.stackers.invest.vault.name"],
  ["population.stackers.invest.vault.name=basis", "VAULT_UNKNOWN", "population.stackers.invest.vault.name"],
  ["population.stackers.invest={}", "RUN_WITHOUT_SHARES", "population.stackers.invest"],
  [
    "population.borrowers={kind: looper, count: 1, collateral: loopETH, debt: USDC, equityUsd: {min: 1, max: 1}, leverage: {min: 2, max: 2}}",
    "LOOP_OF_SHARES",
    "population.borrowers.collateral",
  ],
  ["market.paths.0.asset=loopETH", "PATH_OF_SHARE", "market.paths.0.asset"],
  ["perps.markets.LOOP={asset: loopETH}", "MARKET_OF_SHARE", "perps.markets.LOOP.asset"],
  ["agents.stewards.vaults=[loopETHH]", "VAULT_UNKNOWN", "agents.stewards.vaults", 'Did you mean "loopETH"?'],
  ["agents.hedge-desk.vaults=[loopETH]", "VAULT_NOT_HEDGED", "agents.hedge-desk.vaults"],
  ["changes=[{kind: slash, atBlock: 2, asset: WETH, loss: 5%}]", "CHANGE_NOT_OF_STAKED", "changes.0.asset"],
  ["changes=[{kind: slash, atBlock: 2, asset: wstETH, loss: 100%}]", "SLASH_OUT_OF_REACH", "changes.0.loss"],
  ["changes=[{kind: slash, atBlock: 0, asset: wstETH, loss: 5%}]", "PATH_TOO_EARLY", "changes.0.atBlock"],
  [
    "changes=[{kind: cap, atBlock: 2, asset: wstETH, snapshotRatio: 1, snapshotAgeSeconds: 604800, growthPerYear: 0}]",
    "CAP_MISSING",
    "changes.0.asset",
  ],
  ["changes=[{kind: shareOracle, atBlock: 2, vault: WETH, oracle: {mode: nav}}]", "VAULT_UNKNOWN", "changes.0.vault"],
  [
    "changes=[{kind: shareOracle, atBlock: 2, vault: loopETH, oracle: {mode: market}}]",
    "SHARE_WITHOUT_POOL",
    "changes.0.oracle.mode",
  ],
  ["channels.price=maybe", "SCENARIO_VALUE", "channels.price"],
];

describe("vaults of a scenario", () => {
  for (const [override, code, key, hint] of CASES) {
    it(`refuse ${override} as ${code} at ${key}`, () => {
      const fault = faultOf(() => loadText(TINY_VAULTS, [override]));
      expect([fault.code, fault.exitCode]).to.deep.equal([code, 2]);
      // What the command line set stands for itself; every other key by its path.
      const place = typeof fault.place === "string" ? fault.place : (fault.place?.key ?? "");
      expect(place).to.be.oneOf([`--set ${override}`, key]);
      expect(key.startsWith(override.split("=")[0] ?? "") || place === key).to.equal(true);
      expect(fault.hint?.length).to.be.greaterThan(9);
      if (hint !== undefined) expect(fault.hint).to.contain(hint);
    });
  }

  it("says on which side of its neighbour a leverage stands", () => {
    const said = (override: string) => faultOf(() => loadText(TINY_VAULTS, [`${LOOP}.leverage.${override}`])).message;
    expect(said("target=5")).to.equal("The vault's max leverage is below its target.");
    expect(said("min=4.1")).to.equal("The vault's target leverage is below its min.");
    expect(said("ripcord=4.5")).to.equal("The vault's ripcord leverage is not above its max.");
  });

  it("refuses keepers where there is nothing to keep", () => {
    const keeper = faultOf(() => loadText(TINY, ["agents.stewards={kind: vaultKeeper}"]));
    expect([keeper.code, keeper.hint]).to.deep.equal(["VAULT_MISSING", "Add an asset with a vault."]);
    const hedger = faultOf(() => loadText(TINY, ["agents.desk={kind: hedger}"]));
    expect([hedger.code, hedger.hint]).to.deep.equal(["VAULT_MISSING", "Add an asset with a basis vault."]);
  });

  it("says why two vaults cannot be built on each other", () => {
    const other =
      "assets.other={vault: {kind: loop, asset: loopETH, debt: WETH, maxTradeUsd: 1000, leverage: {target: 1, min: 1, max: 1, ripcord: 2}}}";
    const fault = faultOf(() => loadText(TINY_VAULTS, [other, `${LOOP}.asset=other`]));
    expect(fault.code).to.equal("VAULTS_IN_A_CIRCLE");
    expect(fault.message).to.equal(
      "other is built on loopETH is built on other: priced live over each other, they would ask each other for ever.",
    );
  });

  it("gives a share its asset's decimals and six more, and its asset's first price", () => {
    const { scenario } = loadText(TINY_VAULTS);
    expect([scenario.assets.loopETH?.decimals, scenario.assets.basisUSD?.decimals]).to.deep.equal([24, 12]);
  });

  it("lists shares after what their vaults are built on, wherever the file has them", () => {
    const { scenario } = loadText(TINY_VAULTS, [
      "assets.under={vault: {kind: loop, asset: over, debt: WETH, maxTradeUsd: 1000, leverage: {target: 1, min: 1, max: 1, ripcord: 2}}}",
      "assets.over={vault: {kind: loop, asset: wstETH, debt: WETH, maxTradeUsd: 1000, leverage: {target: 1, min: 1, max: 1, ripcord: 2}}}",
      "lending.reserves.over={ltv: 50%, liquidationThreshold: 60%}",
      "pools.2={base: over, quote: WETH, feeTier: 500, depth: {constantProductUsd: 100_000}}",
    ]);
    const plain = ["USDC", "WETH", "wstETH"];
    expect(Object.keys(scenario.assets)).to.deep.equal([...plain, "loopETH", "basisUSD", "over", "under"]);
    expect(Object.keys(scenario.lending.reserves)).to.deep.equal(["WETH", "wstETH", "USDC", "loopETH", "over"]);
    expect(scenario.assets.under?.decimals).to.equal(30);
  });

  it("takes a market price where the share has a pool", () => {
    const { scenario } = loadText(TINY_VAULTS, [POOL_OF_SHARE, `${LOOP}.oracle={mode: market}`]);
    expect(scenario.assets.loopETH?.vault?.oracle.mode).to.equal("market");
  });

  it("reads a channel as on, off, true or false", () => {
    const { channels } = loadText(TINY_VAULTS, ["channels.price=off", "channels.liquidity=false"]).scenario;
    expect(channels).to.deep.equal({ price: false, collateral: true, liquidity: false, counterparty: true });
  });

  it("lifts every limit on the insurance fund where losses must not travel by deleveraging", () => {
    const capped = "perps.liquidation={insuranceBlockCapUsd: 1000}";
    const capOf = (...overrides: string[]) =>
      loadText(TINY_VAULTS, [capped, ...overrides]).scenario.perps?.markets.ETH?.liquidation.insuranceBlockCapUsd;
    expect([capOf(), capOf("channels.counterparty=off")]).to.deep.equal([1000n * WAD, 0n]);
  });

  it("resolves to a file that says the same", () => {
    const loaded = loadText(TINY_VAULTS);
    expect(loadText(resolvedYaml(loaded.scenario)).scenario).to.deep.equal(loaded.scenario);
  });
});
