import { expect } from "chai";
import { parseShocks } from "../../../../src/fork/run/parseShocks.ts";
import { faultOf } from "../../../support/faultOf.ts";

describe("parseShocks", () => {
  it("reads an asset and its change, as written", () => {
    expect(parseShocks(["WETH=-25%", "DAI=0.01"])).to.deep.equal([
      { asset: "WETH", change: "-25%" },
      { asset: "DAI", change: "0.01" },
    ]);
  });

  for (const term of ["WETH", "=-25%", "WETH=", "WETH=much", "WETH=-100%", "WETH=101%", "WETH=-5%=-6%"]) {
    it(`refuses "${term}" with an example`, () => {
      const fault = faultOf(() => parseShocks([term]));
      expect(fault).to.include({ code: "SHOCK_SYNTAX", exitCode: 2, place: "--shock" });
      expect(fault.hint).to.contain("WETH=-25%");
    });
  }

  it("refuses two shocks of one asset", () => {
    expect(faultOf(() => parseShocks(["WETH=-25%", "WETH=-5%"]))).to.include({ code: "SHOCK_TWICE", exitCode: 2 });
  });
});
