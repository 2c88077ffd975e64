import { expect } from "chai";
import { pendingPerpPrices } from "../../../src/run/pendingPerpPrices.ts";
import { WAD } from "../../../src/units.ts";
import { tinyPerpEconomy } from "../../support/tinyPerpEconomy.ts";

const STAKED = [
  "assets.wstETH={decimals: 18, staked: {over: WETH, exchangeRate: 1.25}}",
  "perps.collateral.wstETH={haircut: 10%}",
];

describe("pendingPerpPrices", () => {
  it("puts this block's prints in, as the feeds round them, and leaves the rest as it stands", () => {
    const { world, book } = tinyPerpEconomy();
    const pending = pendingPerpPrices(world, book, new Map([["WETH", 3_500n * WAD + 1n]]));

    expect(pending.get("WETH")).to.equal(3_500n * WAD);
    expect(pending.get("WBTC")).to.equal(120_000n * WAD);
  });

  it("moves a staked asset with its underlying", () => {
    const { world, book } = tinyPerpEconomy(STAKED);
    expect(book.chainPrices.get("wstETH")).to.equal(5_000n * WAD);

    expect(pendingPerpPrices(world, book, new Map([["WETH", 2_000n * WAD]])).get("wstETH")).to.equal(2_500n * WAD);
    expect(pendingPerpPrices(world, book, new Map([["WBTC", WAD]])).get("wstETH")).to.equal(5_000n * WAD);
  });
});
