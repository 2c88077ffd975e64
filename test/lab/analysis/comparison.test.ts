import { expect } from "chai";
import { comparison } from "../../../src/analysis/comparison.ts";
import { failedExpectations } from "../../../src/analysis/expect.ts";
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

describe("expect", () => {
  it("is content within bounds, ends included", () => {
    const bounds = {
      "leverage.systemicStart": { min: 2.5, max: 2.5 },
      "liquidations.collateralUsd": { is: 105 },
      "conservation.ok": { is: true },
    };

    expect(failedExpectations(summary, bounds)).to.deep.equal([]);
  });

  it("says what does not hold, a sentence each", () => {
    const bounds = {
      "leverage.systemicStart": { min: 2.500001 },
      "liquidations.count": { max: 0, is: 3 },
      converged: { is: false },
    };

    expect(failedExpectations(summary, bounds)).to.deep.equal([
      "leverage.systemicStart is 2.5, not at least 2.500001.",
      "liquidations.count is 1, not 3.",
      "liquidations.count is 1, not at most 0.",
      "converged is true, not false.",
    ]);
  });

  it("does not take a figure that is missing for one within bounds", () => {
    expect(failedExpectations(summary, { "cascade.branchingRatio": { max: 1 } })).to.have.length(1);
    expect(failedExpectations(summary, { scenario: { min: 0 }, converged: { min: 0 } })).to.have.length(2);
  });

  it("refuses a path that names no figure", () => {
    for (const path of ["leverage.systemic", "leverage", "liquidations.byRound.7.count"])
      expect(() => failedExpectations(summary, { [path]: { min: 0 } }))
        .to.throw()
        .with.property("code", "EXPECT_FIELD_UNKNOWN");
  });
});
