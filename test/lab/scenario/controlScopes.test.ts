import { expect } from "chai";
import { controlScopes } from "../../../src/scenario/controlScopes.ts";
import type { ScopedControl } from "../../../src/scenario/controlSubjects.ts";
import { loadText } from "../../support/tinyScenario.ts";
import { TINY_VAULTS } from "../../support/tinyVaults.ts";

describe("controlScopes", () => {
  const { scenario } = loadText(TINY_VAULTS);
  const said = (control: ScopedControl, where: { venues?: string[]; assets?: string[] }, of = scenario) =>
    controlScopes(of, control, where).map(
      ({ venue, asset, isMarket }) => `${venue ?? "*"}/${asset ?? "*"}${isMarket ? " market" : ""}`,
    );

  it("controlScopes_withoutNames_isEverywhere", () => {
    expect(said("pause", {})).to.deep.equal(["*/*"]);
    expect(said("throttle", { venues: ["lending", "perps"] })).to.deep.equal(["lending/*", "perps/*"]);
    expect(said("throttle", { assets: ["WETH", "ETH"] })).to.deep.equal(["*/WETH", "*/ETH market"]);
  });

  it("controlScopes_bothNamed_isWhereTheyMeet", () => {
    const both = { venues: ["lending", "perps", "basisUSD"], assets: ["USDC", "loopETH", "ETH"] };
    expect(said("outflow", both)).to.deep.equal([
      "lending/USDC",
      "lending/loopETH",
      "perps/USDC",
      "perps/loopETH",
      "basisUSD/USDC",
    ]);
    expect(said("borrowVelocity", both)).to.deep.equal(["lending/USDC", "perps/ETH market"]);
  });

  it("controlScopes_priceVelocity_watchesAnyPriceAtAnyVenue", () => {
    const scopes = said("priceVelocity", { venues: ["lending", "loopETH"], assets: ["ETH", "wstETH"] });
    expect(scopes).to.deep.equal(["lending/ETH market", "lending/wstETH", "loopETH/ETH market", "loopETH/wstETH"]);
  });

  it("controlScopes_aMarketOfATokensName_isMeantAtTheExchangeAndBothAreEverywhere", () => {
    const { scenario: clash } = loadText(
      TINY_VAULTS.replaceAll("market: ETH", "market: WETH").replace("ETH: { asset", "WETH: { asset"),
    );
    const assets = ["WETH"];
    expect(said("throttle", { assets }, clash)).to.deep.equal(["*/WETH", "*/WETH market"]);
    expect(said("throttle", { assets, venues: ["perps", "lending"] }, clash)).to.deep.equal([
      "perps/WETH market",
      "lending/WETH",
    ]);
    expect(said("lossStop", { assets }, clash)).to.deep.equal(["*/WETH"]);
  });
});
