import { stripVTControlCharacters } from "node:util";
import { expect } from "chai";
import pico from "picocolors";
import type { Summary } from "../../../src/analysis/summary.ts";
import { runResult } from "../../../src/report/terminal.ts";
import { samplePerpRun } from "../../support/samplePerps.ts";
import { sampleRun } from "../../support/sampleRun.ts";

const run = sampleRun({ blocks: 60, accounts: 200 });
const plain = pico.createColors(false);
const reportPath = "runs/eth-spiral-1-0f3a92bc/report.html";
const result = (changes: Partial<Summary> = {}, colors = plain) =>
  runResult({ rows: run.rows, summary: { ...run.summary, ...changes }, reportPath }, colors);
describe("result of a run in the terminal", () => {
  it("lists each pair and their total", () => {
    expect(result()).to.match(/^Collateral \/ debt +Count +Accounts +Collateral +Debt repaid +Bad debt\n/);
    expect(result()).to.match(
      new RegExp(`\\nAll +${run.summary.liquidations.count} +${run.summary.liquidations.accounts} `),
    );
  });

  it("gives five headline numbers, the prediction last", () => {
    const [, numbers] = result().split("\n\n");
    expect(numbers?.split("\n").map((line) => line.split("  ")[0])).to.deep.equal([
      "Bad debt",
      "Amplification",
      "Branching ratio",
      "Systemic leverage",
      "Total fall of WETH",
    ]);
    expect(result({ prediction: null })).to.match(/\nEndogenous share +\d/);
  });

  it("ends with the path of the report", () => {
    expect(result().endsWith(`\nReport  ${reportPath}\n`)).to.equal(true);
  });

  it("puts recorded figures beside simulated ones", () => {
    const comparison = [
      { metric: "CRV repaid", simulated: "1234567", recorded: "1200000", error: 0.0288, source: "chain" },
    ];
    expect(result({ comparison })).to.match(/CRV repaid +1,234,567 +1,200,000 +2\.88 %/);
  });

  it("warns of a run that did not converge or did not conserve", () => {
    expect(result()).to.not.match(/Not converged|Conservation/);
    const text = result({ converged: false, conservation: { ok: false, maxErrorWei: "5000" } });
    expect(text).to.include("Not converged after 60 blocks");
    expect(text).to.include("Conservation failed: off by 5,000 wei.");
  });

  it("says so when nothing was liquidated", () => {
    const quiet = sampleRun({ blocks: 20, accounts: 50, shock: 0 });
    expect(runResult({ ...quiet, reportPath }, plain)).to.match(/^Nothing was liquidated\.\n\nBad debt +\$0/);
  });

  it("says the same with and without colours", () => {
    const coloured = result({ converged: false }, pico.createColors(true));
    expect(coloured).to.not.equal(result({ converged: false }));
    expect(stripVTControlCharacters(coloured)).to.equal(result({ converged: false }));
  });

  it("gives the exchange's table and its five numbers where it is alone", () => {
    const perps = samplePerpRun({ blocks: 60 });
    const text = runResult({ ...perps, reportPath }, plain);
    expect(text).to.match(
      /^Market +Count +Accounts +Liquidated +ADL count +Deleveraged +Given up +ADL ÷ liq\.\nETH +\d/,
    );
    const [, numbers] = text.split("\n\n");
    expect(numbers?.split("\n").map((line) => line.split("  ")[0])).to.deep.equal([
      "Positions liquidated",
      "Auto-deleveraged",
      "ADL ÷ liquidated",
      "Insurance fund",
      "Negative equity",
    ]);
  });
});
