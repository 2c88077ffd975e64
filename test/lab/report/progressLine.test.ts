import { expect } from "chai";
import pico from "picocolors";
import { collectRows } from "../../../src/report/collectRows.ts";
import { progressLine } from "../../../src/report/progressLine.ts";
import type { BlockRow } from "../../../src/trace/row.ts";
import { WAD } from "../../../src/units.ts";
import { sampleRun } from "../../support/sampleRun.ts";

const { blocks } = collectRows(sampleRun({ blocks: 60, accounts: 200 }).rows);
const block = blocks[30] as BlockRow;
const plain = pico.createColors(false);
const quiet = { asset: "WETH", startTime: 1_735_689_600, events: [] };

describe("progressLine", () => {
  it("shows index, time since the start, oracle and pool price", () => {
    expect(progressLine(block, quiet, plain)).to.match(
      /^block +30 +\+06:00 {2}WETH oracle +\d,\d{3}\.\d\d {2}pool +\d,\d{3}\.\d\d/,
    );
  });

  it("adds what happened to how many and for how much, and only then", () => {
    const event = (kind: "liquidations" | "redemptions", usd: bigint) => ({ kind, usd: usd * WAD });
    const events = [event("redemptions", 234_567n), event("liquidations", 1_000_000n), event("liquidations", 0n)];
    expect(progressLine(block, quiet, plain)).to.not.match(/liquidated|ran/);
    expect(progressLine(block, { ...quiet, events }, plain)).to.include("2 liquidated, 1 ran, $1.23 M");
  });

  it("stands for an asset that has no pool or no price", () => {
    expect(progressLine(block, { ...quiet, asset: "USDC" }, plain)).to.match(/oracle +1\.0000 {2}pool +–/);
    expect(progressLine(block, { ...quiet, asset: "DAI" }, plain)).to.match(/oracle +n\/a {2}pool +–/);
  });

  it("has the same width for every quiet block", () => {
    const widths = blocks.map((row) => progressLine({ ...row, failed: 0 }, quiet, plain).length);
    expect(new Set(widths).size).to.equal(1);
  });
});
