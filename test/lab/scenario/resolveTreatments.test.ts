import { expect } from "chai";
import { parseScenarioDocument } from "../../../src/scenario/document.ts";
import { validateScenario } from "../../../src/scenario/validate.ts";

const SCENARIO = `
name: watched
question: Which prices are watched?
assets:
  USDC: { decimals: 6, priceUsd: 1 }
  WETH: { decimals: 18, priceUsd: 4000, quote: USDC }
lending:
  reserves:
    WETH: { ltv: 80%, liquidationThreshold: 83%, liquidationBonus: 5%, reserveFactor: 15%, lenderUsd: 1_000_000 }
    USDC: { ltv: 75%, liquidationThreshold: 78%, liquidationBonus: 5%, reserveFactor: 10%, lenderUsd: 1_000_000 }
`;

const watchedBy = (line: string) =>
  validateScenario(parseScenarioDocument(`${SCENARIO}${line}`, "watched.yaml")).treatments?.priceVelocity?.assets;

describe("resolveTreatments", () => {
  it("lets a price control without assets watch every asset with a feed of its own", () => {
    expect(watchedBy("treatments: { priceVelocity: { maxMove: 5% } }")).to.deep.equal(["USDC", "WETH"]);
  });

  it("keeps the assets that a price control names", () => {
    expect(watchedBy("treatments: { priceVelocity: { maxMove: 5%, assets: [WETH] } }")).to.deep.equal(["WETH"]);
  });
});
