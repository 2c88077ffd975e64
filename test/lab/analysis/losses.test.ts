import { expect } from "chai";
import { badDebt } from "../../../src/analysis/badDebt.ts";
import { stranded } from "../../../src/analysis/stranded.ts";
import { account, block, deficit, measure, world } from "./rows.ts";

const end = (weth: string, usdc: string) =>
  account(0, 0, { phase: "end", collateral: { WETH: weth }, debt: { USDC: usdc } });
const HALF_ETHER = "500000000000000000";
const FALL = [
  block({ WETH: { reference: "1500", oracle: "1600" } }),
  block({ WETH: { reference: "1000", oracle: "1200" } }),
];

describe("badDebt", () => {
  it("values what an account lacks at the last reference prices, not at the oracle's", () => {
    // 0.5 × 1000 = 500 against 700; 0.5 × 1000 against 400 lacks nothing.
    const rows = [world(), ...FALL, end(HALF_ETHER, "700000000"), end(HALF_ETHER, "400000000")];

    expect(measure(badDebt(), rows)).to.deep.equal({
      recognised: "0.00",
      economic: "200.00",
      ultimate: "200.00",
      economicPeak: null,
      byVenue: { lending: { recognised: "0.00", economic: "200.00" } },
    });
  });

  it("adds what was written off to what is still owed, once each", () => {
    const rows = [world(), ...FALL, deficit("40.5"), deficit("9.5"), end("0", "0"), end(HALF_ETHER, "600000000")];

    expect(measure(badDebt(), rows)).to.deep.include({ recognised: "50.00", economic: "100.00", ultimate: "150.00" });
  });

  it("recognises debt without collateral where the rules write nothing off, and counts it once", () => {
    for (const preset of ["aave-v2", "aave-v3.0"]) {
      const rows = [world({ preset }), ...FALL, end("0", "80000000"), end(HALF_ETHER, "600000000")];

      expect(measure(badDebt(), rows)).to.deep.equal({
        recognised: "80.00",
        economic: "180.00",
        ultimate: "180.00",
        economicPeak: null,
        byVenue: { lending: { recognised: "80.00", economic: "180.00" } },
      });
    }
  });

  it("keeps venues apart", () => {
    const rows = [world(), deficit("40"), deficit("2", { venue: "other" })];

    expect(measure(badDebt(), rows).byVenue).to.deep.equal({
      lending: { recognised: "40.00", economic: "0.00" },
      other: { recognised: "2.00", economic: "0.00" },
    });
  });

  it("takes the starting price of an asset that no block prices", () => {
    expect(measure(badDebt(), [world(), end(HALF_ETHER, "1100000000")]).economic).to.equal("100.00");
  });

  it("refuses a trace without a world", () => {
    expect(() => measure(badDebt(), []))
      .to.throw()
      .with.property("code", "TRACE_INCOMPLETE");
  });
});

describe("stranded", () => {
  const owing = (healthFactor: string, debtUsd = 10) => account(20, debtUsd, { phase: "end", healthFactor });

  it("counts indebted accounts below health factor 1 that still have collateral", () => {
    const rows = [owing("0.999999"), owing("0.000001", 5.25), owing("1.000000"), owing("0.000000"), owing("inf")];

    expect(measure(stranded(), rows)).to.deep.equal({ count: 2, debtUsd: "15.25" });
  });

  it("does not count an account without debt or at the start", () => {
    const rows = [owing("0.500000", 0), account(20, 10, { healthFactor: "0.500000" })];

    expect(measure(stranded(), rows)).to.deep.equal({ count: 0, debtUsd: "0.00" });
  });
});
