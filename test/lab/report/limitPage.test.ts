import { expect } from "chai";
import { readCondition } from "../../../src/analysis/condition/readCondition.ts";
import { knobText } from "../../../src/report/knobText.ts";
import { limitChartData } from "../../../src/report/limitChartData.ts";
import { renderLimit } from "../../../src/report/limitPage.ts";
import { limitOf } from "../../support/sampleLimit.ts";

const UNTIL = "not (badDebtUsd.economic > 1e2 or 5% > badDebtUsd.economic and blocks == 1_000) and blocks > 0";

describe("knobText", () => {
  it("writes a value so that it can be typed again", () => {
    expect(knobText("1234567.5", "number")).to.equal("1,234,567.5");
    expect(knobText("-0.2031", "percent")).to.equal("-20.31%");
    expect(knobText("12.5", "percent")).to.equal("1,250%");
  });
});

describe("limitChartData", () => {
  it("has a chart for each figure, with the constants that it is compared with", async () => {
    const condition = readCondition(UNTIL);
    const limit = await limitOf((value) => [value < 3.7 ? 1 : 500, 2], { until: UNTIL });
    const data = limitChartData(limit, condition);
    expect(data.fields.map(({ path, thresholds }) => [path, thresholds])).to.deep.equal([
      ["badDebtUsd.economic", [100, 0.05]],
      ["blocks", [1000, 0]],
    ]);
    expect(data.interval).to.deep.equal([3.625, 3.75]);
    expect(data.points.map(({ x }) => x)).to.deep.equal([2, 3, 3.5, 3.625, 3.75, 4, 6, 8, 10]);
    expect(data.fields[0]?.values.at(-1)).to.deep.equal({ median: 251, low: 2, high: 500 });
  });
});

describe("renderLimit", () => {
  it("gives the same page each time, with nothing of the user's taken for HTML", async () => {
    const until = 'badDebtUsd.economic <= 100 and attribution."<img src=x>".price != 0';
    const limit = await limitOf(() => [1], { until });
    const page = () => renderLimit(limit, readCondition(until), { question: "<script>alert(1)</script>" });
    expect(page()).to.equal(page());
    expect(page()).to.not.contain("<img src=x>").and.to.not.contain("<script>alert");
    expect(page()).to.contain("It holds at no value tried from 2 to 10: no limit between.");
  });
});
