import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Summary } from "../../../src/analysis/summary.ts";
import { treatedOutcome } from "../../support/outcomeOf.ts";

const BASE = JSON.parse(readFileSync(new URL("../../golden/stack.json", import.meta.url), "utf8")) as Summary;

describe("stack under a cap of 4 on every account's leverage", function () {
  this.timeout(300_000);
  let summary: Summary;

  before(async () => {
    ({ summary } = await treatedOutcome("stack", ["cap-4x"]));
  });

  it("opens nobody above it, and says what was not opened", () => {
    expect(BASE.leverage.maxAccountStart).to.be.greaterThan(10);
    expect(summary.leverage.maxAccountStart).to.be.within(3.9, 4);
    expect(summary.controls.openings.accounts).to.be.greaterThan(500);
    expect(summary.controls.refused.count).to.equal(0);
  });

  it("cascades less than without, at its accounts, but not at the vault that must sell", () => {
    expect(Number(summary.badDebtUsd.ultimate)).to.be.lessThan(Number(BASE.badDebtUsd.ultimate) / 2);
    expect(summary.liquidations.accounts).to.be.lessThan(BASE.liquidations.accounts / 10);
    expect(summary.cascade.amplification.wstETH).to.be.lessThan(BASE.cascade.amplification.wstETH ?? 0);
    expect(summary.cascade.branchingRatio).to.be.greaterThan(1);
  });

  it("closes its books to the wei", () => expect(summary.conservation).to.deep.include({ ok: true, maxErrorWei: "0" }));
});
