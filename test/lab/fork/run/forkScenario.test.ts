import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readForkFile } from "../../../../src/fork/run/forkFile.ts";
import { type ForkScenarioParts, forkScenario } from "../../../../src/fork/run/forkScenario.ts";
import { WAD } from "../../../../src/units.ts";
import { faultOf } from "../../../support/faultOf.ts";
import { someFacts, somePool } from "../../../support/forkFacts.ts";

const parts: ForkScenarioParts = {
  name: "fork-aave-v3-7",
  question: "What then?",
  about: "",
  startTime: 1_710_884_783,
  facts: someFacts(),
  pools: [somePool()],
  followers: new Map(),
  depthUsdPerLog: {},
  shocks: [{ asset: "WETH", change: "-25%" }],
};

describe("forkScenario", () => {
  const folder = mkdtempSync(join(tmpdir(), "fork-scenario-"));
  after(() => rmSync(folder, { recursive: true }));

  function over(text: string) {
    const file = join(folder, "over.yaml");
    writeFileSync(file, text);
    return readForkFile(file);
  }

  it("has assets, terms, e-modes and prices as the chain has them", () => {
    const { scenario } = forkScenario(parts);
    expect(scenario.assets.WETH).to.deep.include({ decimals: 18, priceUsd: 2_000n * WAD, quote: "USDC" });
    expect(scenario.lending).to.deep.include({ preset: "aave-v3.0", flashLoanPremium: (5n * WAD) / 10_000n });
    expect(scenario.lending.reserves.WETH).to.deep.include({
      ltv: (8_050n * WAD) / 10_000n,
      liquidationThreshold: (8_300n * WAD) / 10_000n,
      liquidationBonus: WAD / 20n,
      supplyCap: 1_800_000n * WAD,
    });
    expect(scenario.lending.eModes.map(({ id, collateral }) => [id, collateral])).to.deep.equal([
      [1, ["WETH", "wstETH"]],
    ]);
    expect(scenario.chain.startTime).to.equal("2024-03-19T21:46:23.000Z");
  });

  it("states how deep each pool is, more the further its price falls", () => {
    const depth = forkScenario(parts).scenario.pools[0]?.depth ?? {};
    const { within2PercentUsd, within10PercentUsd } = depth as Record<string, bigint>;
    // Liquidity 10^18 at √2000: 2 % of the price takes about 1 % of the virtual 44.7 million quotes.
    expect(within2PercentUsd! / 10n ** 20n).to.equal(4_494n);
    expect(within10PercentUsd! / within2PercentUsd!).to.equal(5n);
  });

  it("moves what is shocked, and lets what follows it do so", () => {
    const { scenario } = forkScenario({ ...parts, followers: new Map([["wstETH", "WETH"]]) });
    expect(scenario.market.paths.map(({ asset }) => asset)).to.deep.equal(["WETH"]);
    expect(scenario.assets.wstETH?.staked).to.deep.include({ over: "WETH", exchangeRate: (12n * WAD) / 10n });
    expect(scenario.assets.wstETH?.priceUsd).to.equal(undefined);
  });

  it("lets what has other decimals follow too: its price is in dollars", () => {
    const facts = someFacts();
    facts.reserves = facts.reserves.map((one) => (one.symbol === "wstETH" ? { ...one, decimals: 8 } : one));
    const { scenario } = forkScenario({ ...parts, facts, followers: new Map([["wstETH", "WETH"]]) });
    expect(scenario.assets.wstETH).to.include({ decimals: 8 }).and.not.have.property("priceUsd");
    expect(scenario.assets.wstETH?.staked?.over).to.equal("WETH");
  });

  it("is coupled where other venues' depth is known, with somebody to carry trades there", () => {
    expect(forkScenario(parts).scenario.market.coupling).to.equal("off");
    const { scenario } = forkScenario({ ...parts, depthUsdPerLog: { WETH: 10n ** 8n * WAD } });
    expect(scenario.market).to.deep.include({ coupling: "on", depthUsdPerLog: { WETH: 10n ** 8n * WAD } });
    expect(Object.keys(scenario.agents)).to.deep.equal(["liquidator", "otherVenues"]);
  });

  it("has somebody with own money repay what is owed and lent by no flash loan, unless agents are given", () => {
    const facts = someFacts();
    const dry = ["WETH", "USDC"];
    facts.reserves = facts.reserves.map((one) => ({ ...one, flashLoans: !dry.includes(one.symbol) }));
    const agents = (changes: Partial<ForkScenarioParts>) =>
      forkScenario({ ...parts, facts, owed: ["wstETH", "USDC"], ...changes }).scenario.agents;
    expect(Object.keys(agents({}))).to.deep.equal(["liquidator", "ownMoney"]);
    expect(agents({}).ownMoney).to.deep.include({ funding: "inventory", debts: ["USDC"] });
    expect(Object.keys(agents({ owed: ["wstETH"] }))).to.deep.equal(["liquidator"]);
    expect(Object.keys(agents({ over: over("fork: {}\nagents: {}\n") }))).to.deep.equal([]);
    facts.reserves = facts.reserves.map((one) => ({ ...one, liquidatable: false }));
    expect(Object.keys(agents({}))).to.deep.equal(["liquidator"]);
  });

  it("prices gas by what it is paid in, where that is not ether", () => {
    expect(forkScenario({ ...parts, ether: "WETH" }).scenario.market.etherUsd).to.equal(undefined);
    expect(forkScenario({ ...parts, ether: "USDC" }).scenario.market.etherUsd).to.equal(WAD);
  });

  it("takes a user's file over what the chain says, and a shock over the file's path of that asset", () => {
    const text = `
name: mine
fork: {}
assets: { WETH: { priceUsd: 1900 } }
market: { paths: [{ kind: shock, asset: WETH, change: -5% }, { kind: shock, asset: wstETH, change: -6% }] }
agents: { other: { kind: liquidator, funding: inventory, capitalUsd: 5 } }
`;
    const { scenario } = forkScenario({ ...parts, over: over(text) });
    expect(scenario.name).to.equal("mine");
    expect(scenario.assets.WETH?.priceUsd).to.equal(1_900n * WAD);
    expect(Object.keys(scenario.agents)).to.deep.equal(["other"]);
    const moves = scenario.market.paths.map((path) => [path.asset, path.kind === "shock" ? path.change : 0n]);
    expect(moves).to.deep.equal([
      ["wstETH", (-6n * WAD) / 100n],
      ["WETH", -WAD / 4n],
    ]);
  });

  it("asks for the price that nothing on the chain says", () => {
    const facts = someFacts();
    facts.reserves = facts.reserves.map((one) => ({ ...one, price: one.symbol === "WETH" ? undefined : one.price }));
    const fault = faultOf(() => forkScenario({ ...parts, facts, over: over("fork: {}\n") }));
    expect(fault).to.include({ code: "PRICE_MISSING", exitCode: 2 });
    expect(fault.message).to.contain("WETH");
  });

  for (const [text, code, line] of [
    ["name: a\npopulation:\n  a: { kind: looper, collateral: WETH }\n", "SCENARIO_KEY_MISSING", 3],
    ["fork: {}\nmarket:\n  paths: [{ kind: shock, asset: WETH }]\n", "SCENARIO_KEY_MISSING", 3],
    ["fork: {}\nmarket: { paths: 5 }\n", "SCENARIO_VALUE", 2],
    ["fork: {}\nmarket:\n", "SCENARIO_VALUE", 2],
    ["fork: {}\npopulation:\n  a:\n", "SCENARIO_VALUE", 3],
    ["fork: {}\nagent: {}\n", "SCENARIO_KEY_UNKNOWN", 2],
  ] as const) {
    it(`tells what is wrong in ${JSON.stringify(text)} by its line`, () => {
      const shocks: ForkScenarioParts["shocks"] = [];
      const fault = faultOf(() => forkScenario({ ...parts, shocks, over: over(text) }));
      expect(fault).to.include({ code, exitCode: 2 });
      expect(fault.place).to.include({ line, file: join(folder, "over.yaml") });
    });
  }
});
