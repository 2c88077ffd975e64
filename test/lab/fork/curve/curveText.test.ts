import { expect } from "chai";
import pico from "picocolors";
import { curveChartData } from "../../../../src/fork/curve/curveChartData.ts";
import { renderCurve } from "../../../../src/fork/curve/curvePage.ts";
import { curveSchema } from "../../../../src/fork/curve/curveSchema.ts";
import { curveText } from "../../../../src/fork/curve/curveText.ts";
import { sampleCurve } from "../../../support/sampleCurve.ts";

const text = (over: Parameters<typeof sampleCurve>[0] = {}) =>
  curveText(sampleCurve(over), "report.html", pico.createColors(false));

describe("curveText", () => {
  it("has a line a step, the finding and how it came about", () => {
    const lines = text().split("\n");
    expect(lines.slice(1, 4).map((line) => line.split(/ {2,}/))).to.deep.equal([
      ["0 %", "2,600.00", "0", "$0", "$0", "$0", "–", "–"],
      ["−5 %", "2,470.00", "20", "$5.80 M", "$11.4 M", "$3.16 M", "–", "–"],
      ["−10 %", "2,340.00", "80", "$23.2 M", "$43.2 M", "$12.6 M", "–", "–"],
    ]);
    expect(text()).to.include(
      "When WETH has moved by −50 %, 2,000 of 4,210 borrowers can be liquidated, who owe $580 M against $600 M. 180 of them owe more than their collateral is worth, by $7.56 M.",
    );
    expect(text()).to.include("wstETH moved too: lending reads its price through that feed.");
  });

  it("says what is missing: overrides, borrowers, and what happened since", () => {
    const [asked] = sampleCurve().movers;
    const points = sampleCurve().points.map((point) => ({ ...point, oneCall: null }));
    const said = text({ points, by: "model", movers: [asked!], complete: false, foundAt: 20_999_000 });
    expect(said).to.include("The node knows no state overrides: the model valued each account");
    expect(said).to.include("name it with --follow");
    expect(said).to.include("What one liquidation may take is not stated").and.not.to.include("One call each");
    expect(said.split("\n")[2]?.split(/ {2,}/)).to.deep.equal([
      "−5 %",
      "2,470.00",
      "20",
      "$5.80 M",
      "$11.4 M",
      "–",
      "–",
    ]);
    expect(renderCurve(sampleCurve({ points }))).to.not.include('<th scope="col" class="num">One call each');
    expect(renderCurve(sampleCurve())).to.include('<th scope="col" class="num">One call each');
    expect(said).to.include("Not all debt of the pool is owed by these accounts");
    expect(said).to.include("Accounts are those found at block 20999000");
  });

  it("says when nobody can be liquidated, and when somebody already can", () => {
    const { points } = sampleCurve();
    expect(text({ points: points.slice(0, 1) })).to.include("none of 4,210 borrowers can be liquidated.");
    expect(text({ points: points.slice(3) })).to.include(" Today it is 180.");
  });
});

describe("curveChartData", () => {
  it("draws the largest assets and the rest as one, which add up to the collateral", () => {
    const { assets, points, change } = curveChartData(sampleCurve());
    expect(assets.map(({ name }) => name)).to.deep.equal(["WETH", "wstETH", "WBTC", "LINK", "others"]);
    expect(change).to.equal(-0.5);
    for (const [i, { collateral }] of points.entries()) {
      expect(assets.reduce((sum, { values }) => sum + values[i]!, 0)).to.be.closeTo(collateral, 1);
    }
  });
});

describe("renderCurve", () => {
  it("gives the same page each time, with nothing of a token's name taken for HTML", () => {
    const asset = "<script>alert(1)</script>";
    const page = () => renderCurve(sampleCurve({ asset, movers: [{ ...sampleCurve().movers[0]!, symbol: asset }] }));
    expect(page()).to.equal(page());
    expect(page()).to.not.contain("<script>alert");
    expect(curveSchema.parse(sampleCurve())).to.deep.equal(sampleCurve());
  });
});
