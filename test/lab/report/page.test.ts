import { expect } from "chai";
import type { Summary } from "../../../src/analysis/summary.ts";
import { vaults } from "../../../src/analysis/vaults.ts";
import { renderReport } from "../../../src/report/page.ts";
import { samplePerpRun } from "../../support/samplePerps.ts";
import { sampleRun } from "../../support/sampleRun.ts";
import { loopState, vaultWorld } from "../../support/vaultRows.ts";
import { measure } from "../analysis/rows.ts";

const run = sampleRun({ blocks: 60, accounts: 200 });
const page = renderReport(run);
/** The page without the chart library, whose text is not ours. */
const own = (text: string) => text.replace(/<script>[\s\S]*?<\/script>/, "");
const withSummary = (changes: Partial<Summary>) =>
  own(renderReport({ ...run, summary: { ...run.summary, ...changes } }));

describe("report page", () => {
  it("is the same to the byte for the same run, read from a list or from a stream", () => {
    expect(renderReport({ ...run, rows: new Set(run.rows) })).to.equal(page);
    expect(renderReport(sampleRun({ blocks: 60, accounts: 200 }))).to.equal(page);
  });

  it("refers to nothing outside itself", () => {
    expect(own(page)).to.not.match(/<(script|img|iframe|video)[^>]*\ssrc=/i);
    expect(own(page)).to.not.match(/https?:|@import|url\(|fetch\(|XMLHttpRequest|WebSocket/);
    expect(page).to.include("default-src &#39;none&#39;");
    expect([...page.matchAll(/<link[^>]*>/g)].map(([tag]) => tag)).to.deep.equal(['<link rel="icon" href="data:,">']);
  });

  it("leads with the question and the headline numbers", () => {
    expect(page).to.include(`<h1>${run.scenario.question}</h1>`);
    expect(page.match(/class="tile"/g)).to.have.lengthOf(8);
    for (const label of ["Bad debt", "Collateral liquidated", "Amplification", "Branching ratio", "Endogenous share"]) {
      expect(page).to.include(`<dt>${label}</dt>`);
    }
  });

  it("shows a figure short and its exact value on hover", () => {
    const exact = Number(run.summary.liquidations.collateralUsd)
      .toFixed(2)
      .replace(/\B(?=(\d{3})+\.)/g, ",");
    expect(page).to.match(/<b>\$\d[\d.]* M<\/b>/);
    expect(page).to.include(`title="$${exact} at the oracle price`);
  });

  it("carries every liquidation in full", () => {
    const embedded = /id="report-data">(.*?)<\/script>/s.exec(page)?.[1] ?? "";
    const { liquidations } = JSON.parse(embedded);
    expect(liquidations.values).to.have.lengthOf(run.summary.liquidations.count);
  });

  it("escapes whatever a scenario writes", () => {
    const hostile = '"><script>alert(1)</script>';
    const scenario = { name: hostile, question: hostile, about: hostile, parameters: { [hostile]: hostile } };
    const text = renderReport({ ...run, scenario });
    expect(text).to.not.include("<script>alert");
    expect(text.match(/<script/g)).to.have.lengthOf(page.match(/<script/g)?.length ?? 0);
  });

  it("says in words that nothing was liquidated", () => {
    const quiet = own(renderReport(sampleRun({ blocks: 20, accounts: 50, shock: 0 })));
    expect(quiet).to.include("No liquidations in this run.");
    expect(quiet).to.include("Nobody was liquidated.");
    expect(quiet).to.not.include('id="chart-blocks"');
    expect(quiet).to.not.include('id="liquidations"');
  });

  it("stands for a trace with no rows at all", () => {
    const empty = own(renderReport({ ...run, rows: [] }));
    expect(empty).to.include("No prices in this run.");
    expect(empty).to.include("No positions in this run.");
  });

  it("puts the record beside the run for a historical scenario only", () => {
    const comparison = [{ metric: "USDC repaid", simulated: "1000", recorded: "1250", error: -0.2, source: "chain" }];
    expect(own(page)).to.not.include("Simulated beside real");
    expect(withSummary({ comparison })).to.match(/Simulated beside real[\s\S]*1,000[\s\S]*1,250[\s\S]*−20.00 %/);
  });

  it("shows exposures, and attribution, venues and vaults only where there are any", () => {
    const zero = "0.00";
    const causes = {
      price: "-5.00",
      carry: zero,
      slippage: zero,
      fees: zero,
      bonuses: zero,
      funding: zero,
      socialised: zero,
    };
    expect(own(page)).to.match(/Exposure before the run[\s\S]*<th scope="row">wstETH\/WETH<\/th>/);
    const optional = ["Who gained and lost", "By venue", "Vaults"];
    for (const title of optional) expect(own(page)).to.not.include(title);
    const text = withSummary({
      attribution: { loopers: { startUsd: "10.00", endUsd: "5.00", ...causes } },
      vaults: measure(vaults(), [vaultWorld(), loopState()]),
      badDebtUsd: {
        ...run.summary.badDebtUsd,
        byVenue: { a: { recognised: zero, economic: zero }, b: { recognised: zero, economic: zero } },
      },
    });
    for (const title of optional) expect(text).to.include(title);
  });

  it("shows a perpetual exchange only where there is one, and its numbers first where it is alone", () => {
    const perps = own(renderReport(samplePerpRun({ blocks: 60 })));
    const titles = ["Who bore the losses", "Open interest and skew", "Insurance fund", "Who was deleveraged"];
    for (const title of titles) {
      expect(own(page)).to.not.include(`<h2>${title}</h2>`);
      expect(perps).to.include(`<h2>${title}</h2>`);
    }
    const labels = [...perps.matchAll(/<dt>([^<]*)<\/dt><dd><b>/g)].map(([, label]) => label);
    expect(labels.slice(0, 3)).to.deep.equal(["Positions liquidated", "Auto-deleveraged", "ADL ÷ liquidated"]);
    expect(perps).to.not.include("Health factors through time");
    expect(perps).to.match(/of positions were taken from \d+ accounts[\s\S]*the insurance fund paid/);
  });

  it("does not hide a run that failed its checks", () => {
    const text = withSummary({ converged: false, conservation: { ok: false, maxErrorWei: "1000000" } });
    expect(text).to.include("not converged");
    expect(text).to.match(/class="bad"[\s\S]*Conservation[\s\S]*does not meet its claims[\s\S]*1,000,000 wei/);
  });

  it("states that a long run is thinned out in its charts", () => {
    expect(own(page)).to.not.include("Drawn every");
    expect(own(renderReport(sampleRun({ blocks: 1_300, accounts: 20 })))).to.include("Drawn every 2 blocks");
  });
});
