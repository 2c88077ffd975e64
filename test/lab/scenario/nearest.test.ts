import { expect } from "chai";
import { isConnected } from "../../../src/scenario/connected.ts";
import { knownKeys } from "../../../src/scenario/knownKeys.ts";
import { didYouMean, nearest } from "../../../src/scenario/nearest.ts";
import { loadText, TINY } from "../../support/tinyScenario.ts";

describe("nearest", () => {
  const KEYS = ["coupling", "arrival", "paths", "etherUsd"];
  for (const [word, meant] of [
    ["cupling", "coupling"],
    ["couplnig", "coupling"],
    ["path", "paths"],
    ["etherusd", "etherUsd"],
    ["arival", "arrival"],
    ["depth", undefined],
    ["", undefined],
  ] as const) {
    it(`takes "${word}" for ${meant ?? "none of them"}`, () => {
      expect(nearest(word, KEYS)).to.equal(meant);
    });
  }

  it("makes a question of it, or nothing", () => {
    expect(didYouMean("path", KEYS)).to.equal('Did you mean "paths"? ');
    expect(didYouMean("unheard", KEYS)).to.equal("");
  });
});

describe("knownKeys", () => {
  const raw = { population: { a: { kind: "looper" }, b: { kind: "account" }, c: { kind: "nobody" } } };

  it("are those of a mapping, by its kind where it states one", () => {
    expect(knownKeys(raw, [])).to.include.members(["name", "assets", "expect"]);
    expect(knownKeys(raw, ["population", "a"]))
      .to.include("leverage")
      .and.not.to.include("healthFactor");
    expect(knownKeys(raw, ["population", "b"])).to.have.members(["kind", "supply", "borrow", "eMode"]);
    expect(knownKeys(raw, ["population", "c"])).to.include.members(["leverage", "healthFactor", "supply"]);
  });

  it("are none where every name is allowed", () => {
    expect(knownKeys(raw, ["population"])).to.deep.equal([]);
  });
});

describe("isConnected", () => {
  const { scenario } = loadText(TINY);
  it("follows pools either way, over any number of them", () => {
    expect(isConnected(scenario, "wstETH", "USDC")).to.equal(true);
    expect(isConnected(scenario, "USDC", "wstETH")).to.equal(true);
    expect(isConnected(scenario, "USDC", "EURC")).to.equal(false);
    expect(isConnected({ pools: [] }, "USDC", "USDC")).to.equal(true);
  });
});
