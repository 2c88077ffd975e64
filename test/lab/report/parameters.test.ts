import { expect } from "chai";
import { flattenParameters, parametersSection } from "../../../src/report/parameters.ts";

describe("parameters", () => {
  it("gives every value one dotted key, in the order of the scenario", () => {
    const flat = flattenParameters({
      seed: 1,
      market: { paths: [{ kind: "shock", change: "-20%" }], depth: { WETH: 5 } },
    });
    expect(flat).to.deep.equal([
      ["seed", "1"],
      ["market.paths[0].kind", "shock"],
      ["market.paths[0].change", "-20%"],
      ["market.depth.WETH", "5"],
    ]);
  });

  it("writes a list of plain values on one line", () => {
    expect(flattenParameters({ depths: [1, 2, 3] })).to.deep.equal([["depths", "1, 2, 3"]]);
  });

  it("names what is empty instead of leaving it out", () => {
    expect(flattenParameters({ expect: {}, pools: [], cap: null, on: false })).to.deep.equal([
      ["expect", "none"],
      ["pools", "none"],
      ["cap", "none"],
      ["on", "false"],
    ]);
  });

  it("folds them away under their top-level key and says how many there are", () => {
    const { markup } = parametersSection({ seed: 1, market: { coupling: "on" } });
    expect(markup).to.match(/^<details(?![^>]* open)/);
    expect(markup).to.include("<h3>market</h3>");
    expect(markup).to.include("<dt>coupling</dt><dd>on</dd>");
    expect(markup).to.include("all 2 of this run");
  });
});
