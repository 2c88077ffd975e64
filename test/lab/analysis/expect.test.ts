import { expect } from "chai";
import { checkExpectedFields, failedExpectations } from "../../../src/analysis/expect.ts";
import { isPossibleField } from "../../../src/analysis/possibleField.ts";
import { summarise } from "../../../src/analysis/summarise.ts";
import { account, CONSERVED, END, liquidation, result, world } from "./rows.ts";

const summary = summarise([world(), account(1000, 600), liquidation(), result({ group: "loops.v2" }), CONSERVED, END], {
  version: "0.1.0",
  compare: [],
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

  it("refuses before the run what no run can have", () => {
    expect(() => checkExpectedFields({ converged: { is: true }, "cascade.round": { max: 1 } }))
      .to.throw()
      .with.property("code", "EXPECT_FIELD_UNKNOWN");
    checkExpectedFields({ "cascade.rounds": { max: 1 }, "prices.DOGE.low": { min: 1 } });
  });
});

describe("isPossibleField", () => {
  it("knows every figure that a summary has", () => {
    const figures = (value: unknown, path: string[]): string[] =>
      typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([name, part]) => figures(part, [...path, name]))
        : [path.join(".")];

    expect(figures(summary, []).filter((path) => !isPossibleField(path))).to.deep.equal([]);
  });

  it("knows figures that other runs have", () => {
    for (const path of [
      "liquidations.byRound.12.count",
      "prediction.error",
      "comparison.0.error",
      "vaults.x.sharePriceEnd",
      "vaults.x.hedgeRatioEnd",
      "contagion.channels.price",
      "contagion.byVenue.x.transmitted",
      "contagion.byRound.1.venues.x",
      "contagion.byChannel.counterparty.usd",
      "layers.0.lostUsd",
      "lenders.peakUtilisation.USDC",
      "lenders.blocksAtFull.USDC",
      "leverage.nominalByVenue.x.start",
      "badDebtUsd.economicPeak",
    ])
      expect(isPossibleField(path), path).to.equal(true);
  });

  it("does not take a group of figures, or what lies beyond one, for a figure", () => {
    for (const path of [
      "",
      "leverage",
      "prices.WETH",
      "contagion.byVenue.x",
      "lenders.peakUtilisation",
      "converged.x",
      "liquidations.byRound.x.count",
      "constructor",
    ])
      expect(isPossibleField(path), path).to.equal(false);
  });
});
