import { expect } from "chai";
import { prediction } from "../../../src/analysis/prediction.ts";
import { prices } from "../../../src/analysis/prices.ts";
import { totals } from "../../../src/analysis/totals.ts";
import type { PredictionRow } from "../../../src/trace/row.ts";
import { block, END, measure, world } from "./rows.ts";

const predicted = (totalLogFall: string, asset = "WETH"): PredictionRow => ({
  kind: "prediction",
  asset,
  totalLogFall,
});

describe("totals", () => {
  it("adds up blocks, transactions and gas", () => {
    const used = (transactions: number, failed: number, gasUsed: string) =>
      block({}, { transactions, failed, gasUsed });

    expect(measure(totals(), [world(), used(3, 1, "21000"), used(2, 0, "9007199254740993"), END])).to.deep.equal({
      scenario: "hand",
      seed: 7,
      blocks: 2,
      converged: true,
      transactions: 5,
      failedTransactions: 1,
      gasUsed: "9007199254761993",
    });
  });

  it("refuses a trace that was cut short", () => {
    expect(() => measure(totals(), [world(), block()]))
      .to.throw()
      .with.property("code", "TRACE_INCOMPLETE");
  });
});

describe("prices", () => {
  it("starts before the first block and keeps the oracle's own digits", () => {
    const rows = [world(), block({ WETH: { oracle: "1500.50000000" } }), block({ WETH: { oracle: "1800.0" } })];

    expect(measure(prices(), rows).WETH).to.deep.equal({ start: "2000", low: "1500.50000000", end: "1800.0" });
  });

  it("has its start for a low when a price only rises", () => {
    expect(measure(prices(), [world(), block({ USDC: { oracle: "1.01" } })]).USDC).to.deep.equal({
      start: "1",
      low: "1",
      end: "1.01",
    });
  });
});

describe("prediction", () => {
  it("stands beside the largest fall of the reference", () => {
    const rows = [
      world(),
      predicted("0.2"),
      block({ WETH: { reference: "1600", oracle: "1000" } }),
      block({ WETH: { reference: "1700" } }),
    ];

    // ln 1.25 = 0.22314355.
    expect(measure(prediction(), rows)).to.deep.equal({
      asset: "WETH",
      totalLogFall: 0.2,
      simulatedLogFall: 0.223144,
      error: 0.115718,
    });
  });

  it("keeps the largest of several", () => {
    const rows = [world(), predicted("0.1", "wstETH"), predicted("0.3"), predicted("0.2", "USDC")];

    expect(measure(prediction(), rows)).to.include({ asset: "WETH", simulatedLogFall: 0, error: -1 });
  });

  it("is null where there is none or no fall is expected", () => {
    expect(measure(prediction(), [world()])).to.equal(null);
    expect(measure(prediction(), [world(), predicted("0")])).to.equal(null);
  });
});
