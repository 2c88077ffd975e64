import { expect } from "chai";
import { scenarioFiles } from "../../../src/scenario/catalogue.ts";
import { loadScenario } from "../../../src/scenario/load.ts";
import { predictableShock } from "../../../src/trace/predictableShock.ts";
import { parseWad, WAD } from "../../../src/units.ts";

const [file = ""] = scenarioFiles("eth-spiral");
const shockOf = (...overrides: string[]) => predictableShock(loadScenario(file, overrides).scenario);

describe("predictableShock", () => {
  it("is the logarithm of the scenario's one shock, with the depth outside", () => {
    expect(shockOf("market.paths.0.change=-50%")).to.deep.equal({
      asset: "WETH",
      logFall: 693_147_180_559_945_309n,
      outsideDepth: parseWad(1_500_000_000),
      arbitrageShare: WAD,
    });
    expect(shockOf("agents.arbitrage.recoveryBlocks=4")?.arbitrageShare).to.equal(WAD / 4n);
  });

  for (const [what, ...overrides] of [
    ["coupling is off", "market.coupling=off"],
    ["the outside market recovers", "market.recoveryHalfLifeSeconds=600"],
    ["the shock arrives outside alone", "market.arrival=reference"],
    ["the price rises", "market.paths.0.change=10%"],
    ["there is no path", "market.paths=[]"],
    ["there are two", "market.paths.1={kind: shock, asset: USDC, change: -1%, atBlock: 9}"],
    ["the path is no shock", "market.paths.0={kind: process, asset: WETH, volatilityPerYear: 80%, blocks: 20}"],
    ["the oracle follows the pool", "assets.WETH.feed.follows=pool"],
    ["the oracle is down for a time", "assets.WETH.feed.outage={fromBlock: 3, toBlock: 5}"],
    ["nobody hands sales on to the outside", "agents={}"],
    ["the bonus depends on health", "lending.reserves.WETH.incentive={kind: dutch}"],
    ["what is shocked is a staked asset's basis", "market.paths.0.asset=wstETH"],
  ] as const) {
    it(`is none where ${what}`, () => {
      expect(shockOf(...overrides)).to.equal(undefined);
    });
  }
});
