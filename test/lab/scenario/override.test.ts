import { expect } from "chai";
import { faultOf } from "../../support/faultOf.ts";
import { loadText, TINY } from "../../support/tinyScenario.ts";

const load = (...overrides: string[]) => loadText(TINY, overrides).scenario;

describe("--set", () => {
  it("replaces a value, an item of a list, a whole mapping", () => {
    const scenario = load(
      "market.coupling=off",
      "market.paths.0.change=-20%",
      "population.loopers.leverage={ min: 2, max: 2.5 }",
    );

    expect(scenario.market.coupling).to.equal("off");
    expect(scenario.market.paths[0]).to.have.property("change", -2n * 10n ** 17n);
    expect(scenario.population.loopers).to.have.deep.property("leverage", {
      min: 2n * 10n ** 18n,
      max: 25n * 10n ** 17n,
    });
  });

  it("makes keys and items that the file does not have", () => {
    const scenario = load("seed=7", "market.paths.1={ kind: process, asset: USDC, volatilityPerYear: 1%, blocks: 3 }");
    expect(scenario.seed).to.equal(7);
    expect(scenario.market.paths).to.have.length(2);
  });

  it("lets the last of several win", () => {
    expect(load("seed=7", "seed=8").seed).to.equal(8);
  });

  it("reaches a key with dots in quotes", () => {
    expect(load('expect."cascade.rounds".max=3').expect).to.deep.equal({ "cascade.rounds": { max: 3 } });
  });

  it("keeps equals signs of the value", () => {
    expect(load("about=a=b").about).to.equal("a=b");
  });

  for (const [override, code] of [
    ["seed", "SET_SYNTAX"],
    ["=3", "SET_SYNTAX"],
    ["..=3", "SET_SYNTAX"],
    ["seed=[1", "SET_SYNTAX"],
    ["seed=*nowhere", "SET_SYNTAX"],
    ["name.first=3", "SET_PATH"],
    ["pools.2.base=WETH", "SET_PATH"],
    ["pools.3={}", "SET_PATH"],
    ["pools.first.base=WETH", "SET_PATH"],
    ["seed=three", "SCENARIO_VALUE"],
    ["sed=3", "SCENARIO_KEY_UNKNOWN"],
  ] as const) {
    it(`refuses ${override} by ${code}, on the command line`, () => {
      const fault = faultOf(() => load(override));
      expect(fault.code).to.equal(code);
      expect(String(fault.place)).to.match(/^--set/);
      expect(fault.hint).to.match(/\S/);
    });
  }
});
