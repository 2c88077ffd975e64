import { expect } from "chai";
import pico from "picocolors";
import type { Summary } from "../../../src/analysis/summary.ts";
import { forkText } from "../../../src/report/forkText.ts";
import { renderReport } from "../../../src/report/page.ts";
import { runResult } from "../../../src/report/terminal.ts";
import { sampleFork } from "../../support/sampleFork.ts";
import { sampleRun } from "../../support/sampleRun.ts";

type Fork = NonNullable<Summary["fork"]>;

const run = sampleFork({ blocks: 40, accounts: 120 });
const fork = run.summary.fork as Fork;
const said = (changes: Partial<Fork> = {}) => new Map(forkText({ ...fork, ...changes }));
const page = (summary: Summary = run.summary) =>
  renderReport({ ...run, summary }).replace(/<script>[\s\S]*?<\/script>/, "");

describe("forkText", () => {
  it("says where and when, and by whose rules", () => {
    expect(said().get("Chain")).to.equal("Ethereum (1) at block 19,471,508, 2025-10-09 08:53:20 UTC");
    expect(said().get("Venue")).to.equal("aave-v3: Aave v3.0, revision 3");
  });

  it("says whose accounts take part, and how many do not", () => {
    expect(said().get("Accounts")).to.match(
      /^120 real accounts with \$[\d.]+ M of collateral and \$[\d.]+ M of debt; 3,210 more were found and left out$/,
    );
    const none = { ...fork.accounts, taken: 0, leftOut: 0 };
    expect(said({ accounts: none }).get("Accounts")).to.match(/^no real ones/);
  });

  it("says what was wrong before the run, and nothing where nothing was", () => {
    const accounts = { ...fork.accounts, belowOne: { count: 0, debtUsd: "0.00" }, badDebtUsd: "0.00" };
    expect(said({ accounts }).has("Before the run")).to.equal(false);
    const bad = { ...accounts, belowOne: { count: 2, debtUsd: "900.00" }, badDebtUsd: "120.00" };
    expect(said({ accounts: bad }).get("Before the run")).to.equal(
      "2 real accounts below a health factor of 1, owing $900; $120 of debt beyond collateral",
    );
  });

  it("says how each price was taken over, and what moves with what", () => {
    expect(said().get("Prices")).to.equal(
      "taken over: WETH by setSource, USDC by replaceFeed; wstETH goes by the feed of WETH",
    );
  });

  it("says how much of the known liquidity is traded on, and what has no way", () => {
    expect(said().get("Pools")).to.equal(
      "1 pool, which pays $5.00 M until prices are 2 % lower; others of the same pairs $12.5 M",
    );
    expect(said({ pools: [] }).get("Pools")).to.match(/^none/);
    expect(said().has("No way")).to.equal(false);
    expect(said({ unconnected: ["wstETH / USDC"] }).get("No way")).to.match(/^no pool connects wstETH \/ USDC: /);
  });

  it("says what was laid over the pools, and what it means when nothing was", () => {
    expect(said().get("Depth")).to.equal("laid over the pools from depth.yaml, for a unit of log price: WETH $30.0 M");
    expect(said({ depth: null }).get("Depth")).to.match(/impact is overstated$/);
  });

  it("tells what was missing from what was not counted", () => {
    expect(said().get("Not known")).to.match(
      /^34 slots and 1 account that the recorded state does not hold.*first is slot 0x36 of 0x/,
    );
    expect(said({ unknown: { slots: 0, accounts: 0, first: [] } }).get("Not known")).to.equal(
      "nothing that was read was missing",
    );
    expect(said({ unknown: null }).get("Not known")).to.match(/^nobody counted/);
  });

  it("names tokens that do not keep to their transfers", () => {
    expect(said().get("Tokens")).to.match(/^wstETH's balances change without transfers/);
    expect(said({ tokens: {} }).has("Tokens")).to.equal(false);
  });
});

describe("a forked run", () => {
  it("has a card of its own and every line of it, and a local run has none", () => {
    expect(page()).to.include("<h2>Forked chain</h2>");
    for (const [name] of forkText(fork)) expect(page()).to.include(`<dt>${name}</dt>`);
    expect(page()).to.include(fork.blockHash).and.to.include('title="$76,809.95"');
    expect(renderReport(sampleRun({ blocks: 20, accounts: 50 }))).not.to.include("Forked chain");
  });

  it("is told of in the terminal in the same words", () => {
    const text = runResult({ ...run, reportPath: "report.html" }, pico.createColors(false));
    for (const [name, line] of forkText(fork))
      expect(text)
        .to.match(new RegExp(`\\n${name} +`))
        .and.to.include(line);
  });

  it("tells bad debt of the run from what stood before it", () => {
    const accounts = { ...fork.accounts, badDebtUsd: "120.00" };
    const badDebtUsd = { ...run.summary.badDebtUsd, ultimate: "500.00" };
    const summary = { ...run.summary, badDebtUsd, fork: { ...fork, accounts } };
    expect(page(summary)).to.include("of debt was not covered by its collateral, $120 before the run.");
  });

  it("claims no share of what nobody knows", () => {
    expect(run.summary.leverage).to.include({ loopingShareStart: null, intraSystemShareStart: null });
    expect(page()).to.include("Built by recursion: not known; claims inside the system: not known");
    expect(run.summary.prediction).to.equal(null);
  });
});
