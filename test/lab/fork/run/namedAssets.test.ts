import { expect } from "chai";
import { namedAssets } from "../../../../src/fork/run/namedAssets.ts";
import { plannedPairs } from "../../../../src/fork/run/plannedPairs.ts";

const scenario = {
  name: "any",
  market: { depthUsdPerLog: { WBTC: 1 }, paths: [{ kind: "shock", asset: "WETH", change: "-5%" }] },
  population: {
    borrowers: { kind: "borrower", collateral: "wstETH", debt: "USDC" },
    others: { kind: "borrower", collateral: "wstETH", debt: "USDC" },
    one: { kind: "account", supply: { WETH: 1, WBTC: 2 }, borrow: { USDC: 3 } },
    lenders: { kind: "lender", asset: "DAI" },
  },
  agents: { seller: { kind: "panicSeller", asset: "LINK" }, one: { kind: "liquidator", debts: ["GHO"] } },
};

describe("namedAssets", () => {
  it("finds every asset that population, agents and market name, once, in the order of the file", () => {
    expect(namedAssets(scenario)).to.deep.equal(["WBTC", "WETH", "wstETH", "USDC", "DAI", "LINK", "GHO"]);
  });

  it("finds nothing where nothing is named", () => {
    expect(namedAssets({})).to.deep.equal([]);
  });
});

describe("plannedPairs", () => {
  it("pairs what each group owes with what it owes on, each pair once", () => {
    expect(plannedPairs(scenario)).to.deep.equal([
      ["wstETH", "USDC"],
      ["WETH", "USDC"],
      ["WBTC", "USDC"],
    ]);
  });

  it("pairs no asset with itself, and nothing of who owes nothing", () => {
    expect(
      plannedPairs({ population: { a: { collateral: "WETH", debt: "WETH" }, b: { supply: { DAI: 1 } } } }),
    ).to.deep.equal([]);
  });
});
