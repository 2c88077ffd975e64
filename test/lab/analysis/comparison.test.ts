import { expect } from "chai";
import { comparison } from "../../../src/analysis/comparison.ts";
import { fieldAt } from "../../../src/analysis/field.ts";
import { summarise } from "../../../src/analysis/summarise.ts";
import { account, block, CONSERVED, END, liquidation, result, world } from "./rows.ts";

const summary = summarise(
  [
    world(),
    account(1000, 600),
    block({ WETH: { oracle: "1600" } }),
    liquidation(),
    result({ group: "loops.v2", endUsd: "-1.5", price: "-1.5" }),
    CONSERVED,
    END,
  ],
  { version: "0.1.0", compare: [] },
);

const compared = (field: string, recorded: number | string, extras = {}) =>
  comparison(summary, [{ metric: "m", field, recorded, source: "s" }], extras)[0];

describe("fieldAt", () => {
  it("follows dots through groups and lists", () => {
    expect(fieldAt(summary, "leverage.systemicStart")).to.equal(2.5);
    expect(fieldAt(summary, "liquidations.byRound.0.count")).to.equal(1);
  });

  it("finds names that hold dots", () => {
    expect(fieldAt(summary, "attribution.loops.v2.price")).to.equal("-1.50");
  });

  it("finds nothing where nothing stands", () => {
    for (const path of ["", "leverage.no", "liquidations.byRound.1.count", "seed.0", "constructor", "prices.__proto__"])
      expect(fieldAt(summary, path), path).to.equal(undefined);
  });
});

describe("comparison", () => {
  it("gives the error as a share of what is recorded", () => {
    expect(compared("badDebtUsd.recognised", 5)?.error).to.equal(-1);
    expect(compared("liquidations.collateralUsd", "100")?.error).to.equal(0.05);
    expect(compared("attribution.loops.v2.price", -1)?.error).to.equal(0.5);
    expect(compared("gain", "89,544,317.44", { gain: "89544317.44" })?.error).to.equal(0);
  });

  it("has no error against zero or between words", () => {
    expect(compared("liquidations.count", 0)?.error).to.equal(null);
    expect(compared("scenario", "hand")).to.include({ simulated: "hand", recorded: "hand", error: null });
    expect(compared("cascade.branchingRatio", 0.5)).to.include({ simulated: "null", error: null });
  });

  it("refuses a field that is no figure", () => {
    for (const field of ["leverage", "calls"])
      expect(() => compared(field, 1))
        .to.throw()
        .with.property("code", "COMPARE_FIELD_UNKNOWN");
  });
});
