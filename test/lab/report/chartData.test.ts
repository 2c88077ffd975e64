import { expect } from "chai";
import { chartData } from "../../../src/report/chartData.ts";
import { collectRows } from "../../../src/report/collectRows.ts";
import { sampleRun } from "../../support/sampleRun.ts";

const { rows, summary } = sampleRun({ blocks: 90, accounts: 200 });
const collected = collectRows(rows);
const full = chartData(collected, summary);
const thin = chartData(collected, summary, 20);
const total = (values: number[]) => values.reduce((a, b) => a + b, 0);

describe("chart data", () => {
  it("has one column a block when the run is short", () => {
    expect(full.blocksPerColumn).to.equal(1);
    expect(full.blocks).to.have.lengthOf(90);
  });

  it("thins out a long run to the columns that fit", () => {
    expect(thin.blocksPerColumn).to.equal(5);
    expect(thin.blocks).to.deep.equal(Array.from({ length: 18 }, (_, column) => column * 5));
    expect(thin.times.at(0)).to.equal(full.times[4]);
    expect(thin.lastBlock).to.equal(89);
    for (const line of [thin.times, thin.prices.WETH?.oracle, thin.liquidations.direct, thin.cumulative.badDebt]) {
      expect(line).to.have.lengthOf(18);
    }
  });

  it("keeps totals and lows whatever the width", () => {
    const sold = Number(summary.liquidations.collateralUsd);
    for (const { liquidations, cumulative, prices } of [full, thin]) {
      expect(total(liquidations.direct) + total(liquidations.transmitted)).to.be.closeTo(sold, 0.01);
      expect(total(liquidations.counts)).to.equal(summary.liquidations.count);
      expect(cumulative.liquidated.at(-1)).to.be.closeTo(sold, 0.01);
      expect(cumulative.badDebt.at(-1)).to.be.closeTo(Number(summary.badDebtUsd.recognised), 0.01);
      expect(Math.min(...(prices.WETH?.oracle ?? []).map(Number))).to.equal(Number(summary.prices.WETH?.low));
    }
  });

  it("leaves a gap where no pool quotes an asset", () => {
    expect(full.prices.USDC?.pool.every((value) => value === null)).to.equal(true);
  });

  it("carries the last distribution of health factors forward", () => {
    const sparse = chartData({ ...collected, health: collected.health.filter((row) => row.block % 10 === 0) }, summary);
    const column = (x: number) => sparse.health?.cells.filter((cell) => cell[0] === x).map(([, ...rest]) => rest);
    expect(column(39)).to.deep.equal(column(30));
    expect(column(40)).to.deep.equal(full.health?.cells.filter((cell) => cell[0] === 40).map(([, ...rest]) => rest));
  });

  it("names the buckets by their edges and knows which are below 1", () => {
    expect(full.health?.labels).to.include.members(["< 0.95", "0.95–1.00", "≥ 3.00"]);
    expect(full.health?.unhealthy).to.equal(2);
  });

  it("is empty for a trace without blocks", () => {
    const empty = chartData(collectRows([]), sampleRun({ blocks: 1, accounts: 1, shock: 0 }).summary);
    expect(empty.blocks).to.deep.equal([]);
    expect(empty.health).to.equal(null);
    expect(empty.leverage).to.equal(null);
  });
});
