import { expect } from "chai";
import { arrivalOf } from "../../../src/market/exogenousMove.ts";
import { loadText, TINY } from "../../support/tinyScenario.ts";

const arrival = (...overrides: string[]) => arrivalOf(loadText(TINY, overrides).scenario);
const PROCESS = "{ kind: process, asset: USDC, volatilityPerYear: 1%, blocks: 3 }";

describe("arrivalOf", () => {
  it("is everywhere at once for shocks alone, unless the scenario says otherwise", () => {
    expect(arrival()).to.equal("everywhere");
    expect(arrival("market.arrival=reference")).to.equal("reference");
  });

  it("is everywhere at once for a slash alone", () => {
    const slash = "changes=[{ kind: slash, atBlock: 2, asset: wstETH, loss: 5% }]";
    expect(arrival("market.paths=[]", slash)).to.equal("everywhere");
    expect(arrival(`market.paths.1=${PROCESS}`, slash)).to.equal("reference");
  });

  it("is by the reference for any other path, and where there is none", () => {
    expect(arrival(`market.paths.1=${PROCESS}`)).to.equal("reference");
    expect(arrival("market.paths=[]")).to.equal("reference");
    expect(arrival(`market.paths.1=${PROCESS}`, "market.arrival=everywhere")).to.equal("everywhere");
  });
});
