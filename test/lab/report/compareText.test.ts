import { expect } from "chai";
import pico from "picocolors";
import { compareFigure, compareRange } from "../../../src/report/compareFigure.ts";
import { compareText } from "../../../src/report/compareText.ts";
import { sampleComparison } from "../../support/sampleComparison.ts";

const plain = pico.createColors(false);
const shown = (...names: string[]) =>
  compareText(
    sampleComparison(
      0.14,
      names.map((name, i) => ({ name, shock: 0.1 + 0.05 * i })),
    ).result,
    "runs/x/report.html",
    plain,
  );

describe("compareText", () => {
  it("fits base and three treatments into a hundred columns, long names too", () => {
    const text = shown("cap-4x", "price-halt-liquidations", "cap-4x+throttle+price-widen");
    expect(text).to.match(/ base +cap-4x +price-halt- +cap-4x\+throttle\+\n/);
    expect(Math.max(...text.split("\n").map((line) => line.length))).to.be.most(100);
  });

  it("goes on in a second table beyond three treatments, with the base again", () => {
    const text = shown("a", "b", "c", "d");
    expect(text.match(/Ultimate bad debt/g)).to.have.length(2);
    expect(text.match(/^ +base /gm)).to.have.length(2);
  });

  it("has a change beside a figure that is another, and none where there is hardly one", () => {
    const text = shown("calm", "base-like");
    expect(text).to.match(/Liquidated value +\$[\d.]+ M +\$[\d.]+ M \(−\$[\d.]+ M\) +\$[\d.]+ M \(/);
    expect(text).to.match(/Branching ratio +0\.\d\d +0\.\d\d +0\.\d\d\n/);
  });

  it("says in words where a treatment is worse than none, and on how many seeds", () => {
    const text = shown("calm", "wild").replace(/\n {2}(?=[^\sM])/g, " ");
    expect(text).to.match(/\ncalm\n {2}Makes nothing worse\.\nwild\n {2}Makes worse: .*liquidated value/);
    expect(text).to.match(/liquidated value \(\+\$[\d.]+ [kM], 3 of 3 seeds\)/);
  });

  it("leads from figures to costs and ends with the report's place", () => {
    const text = shown("calm");
    expect(text.indexOf("Ultimate bad debt")).to.be.lessThan(text.indexOf("Cost of the control"));
    expect(text.indexOf("Cost of the control")).to.be.lessThan(text.indexOf("Refused volume"));
    expect(text).to.match(/\n\nReport {2}runs\/x\/report\.html\n$/);
  });
});

describe("compareFigure", () => {
  it("shows a figure by its unit, and a dash where there is none", () => {
    expect(["usd", "count", "ratio", "hours"].map((unit) => compareFigure("1234567.5", unit as "usd"))).to.deep.equal([
      "$1.23 M",
      "1.23 M",
      "1234567.50",
      "1.23 M",
    ]);
    expect(compareFigure(null, "usd")).to.equal("–");
    expect(compareFigure("-0.5", "ratio")).to.equal("−0.50");
    expect(compareFigure("-0.0042", "hours")).to.equal("−0.0042");
    expect(compareFigure("0", "usd")).to.equal("$0");
  });
});

describe("compareRange", () => {
  it("has one unit for both ends where they share it, and nothing where they look the same", () => {
    expect(compareRange({ low: "1100000", high: "2200000" }, "usd")).to.equal("$1.10 … 2.20 M");
    expect(compareRange({ low: "900", high: "2200000" }, "usd")).to.equal("$900 … $2.20 M");
    expect(compareRange({ low: "1.001", high: "1.002" }, "ratio")).to.equal("");
    expect(compareRange({ low: null, high: null }, "ratio")).to.equal("");
  });
});
