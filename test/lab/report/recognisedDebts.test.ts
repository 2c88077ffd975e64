import { expect } from "chai";
import pico from "picocolors";
import { summarise } from "../../../src/analysis/summarise.ts";
import { collectRows } from "../../../src/report/collectRows.ts";
import { renderReport } from "../../../src/report/page.ts";
import { liquidatedPairs } from "../../../src/report/pairs.ts";
import { recognisedDebts } from "../../../src/report/recognisedDebts.ts";
import { runResult } from "../../../src/report/terminal.ts";
import type { Row } from "../../../src/trace/row.ts";
import { sampleRun } from "../../support/sampleRun.ts";

const run = sampleRun({ blocks: 60, accounts: 200 });
const written = [...run.rows].flatMap((row) => (row.kind === "deficit" ? [row] : []));
const owed = new Map(written.map(({ account, debtAsset, amount }) => [account, { [debtAsset]: amount }]));

/** The same run under rules without write-offs: what was written off is still owed at the end, by nothing secured. */
const rows = [...run.rows].flatMap((row): Row[] => {
  if (row.kind === "deficit") return [];
  if (row.kind === "world") return [{ ...row, preset: "aave-v3.0" }];
  const debt = row.kind === "account" && row.phase === "end" ? owed.get(row.account) : undefined;
  if (debt === undefined || row.kind !== "account") return [row];
  return [{ ...row, collateral: {}, debt, collateralUsd: "0.00", debtUsd: "10.00", healthFactor: "0.000000" }];
});
const summary = summarise(rows, { version: "0.1.0", compare: [] });
const collected = collectRows(rows);
const page = (input: typeof run) => renderReport(input).replace(/<script>[\s\S]*?<\/script>/, "");

describe("recognisedDebts", () => {
  it("is what was written off where rules write off", () => {
    expect(recognisedDebts(collectRows(run.rows))).to.deep.equal(written);
  });

  it("adds up to the summary where nothing is written off, pair by pair as after a write-off", () => {
    const debts = recognisedDebts(collected);
    const sum = debts.reduce((total, { amountUsd }) => total + Number(amountUsd), 0);
    expect(written).to.have.lengthOf.greaterThan(1);
    expect(debts).to.have.lengthOf(written.length);
    expect(sum).to.be.closeTo(Number(summary.badDebtUsd.recognised), 0.01 * debts.length);
    const lost = (pairs: ReturnType<typeof liquidatedPairs>) =>
      pairs.map(({ collateralAsset, debtAsset, badDebtUsd }) => [`${collateralAsset}/${debtAsset}`, badDebtUsd > 0]);
    const after = liquidatedPairs(collectRows(run.rows).liquidations, written);
    expect(lost(liquidatedPairs(collected.liquidations, debts))).to.deep.equal(lost(after));
  });

  it("leaves out who ends with collateral, or without debt", () => {
    const secured = rows.map((row): Row => (row.kind === "account" ? { ...row, collateral: { WETH: "1" } } : row));
    expect(recognisedDebts(collectRows(secured))).to.deep.equal([]);
    const free = rows.map(
      (row): Row => (row.kind === "account" ? { ...row, collateral: {}, debt: { USDC: "0" } } : row),
    );
    expect(recognisedDebts(collectRows(free))).to.deep.equal([]);
  });
});

describe("bad debt that no rule writes off", () => {
  it("stands in the pair table of page and terminal as in the headline", () => {
    const [largest] = liquidatedPairs(collected.liquidations, recognisedDebts(collected));
    const exact = `title="$${largest!.badDebtUsd.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}"`;
    expect(largest!.badDebtUsd).to.be.greaterThan(0);
    expect(page({ ...run, rows, summary })).to.include(exact);
    const text = runResult({ rows, summary, reportPath: "report.html" }, pico.createColors(false));
    const [table, headlines] = [text.split("\n\n")[0]!, text.split("\n\n")[1]!];
    expect(/recognised (\$\S+(?: [kM])?)/.exec(headlines)?.[1]).to.equal(table.split(/ {2,}/).at(-1)?.trim());
  });

  it("is named by the check on what was left behind", () => {
    expect(page({ ...run, rows, summary })).to.match(
      new RegExp(`${written.length} accounts owe with nothing left to seize, which is bad debt; `),
    );
    expect(page(run)).to.not.include("nothing left to seize");
  });
});
