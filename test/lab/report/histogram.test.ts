import { expect } from "chai";
import { leverageHistogram } from "../../../src/report/histogram.ts";
import type { AccountRow } from "../../../src/trace/lendingRow.ts";

let next = 0;

function account(leverage: number, phase: "start" | "end" = "start", name = `0x${next++}`): AccountRow {
  const collateral = leverage === 0 ? 0 : 1_000 * leverage;
  const debt = leverage === 0 ? 0 : collateral - 1_000;
  return {
    kind: "account",
    phase,
    account: name,
    group: "loopers",
    looping: true,
    eMode: 0,
    collateral: {},
    debt: {},
    collateralUsd: collateral.toFixed(2),
    debtUsd: debt.toFixed(2),
    healthFactor: "1.000000",
    leverage: leverage.toFixed(6),
  };
}

describe("leverage histogram", () => {
  it("is null when nobody owes anything", () => {
    expect(leverageHistogram([], [])).to.equal(null);
    expect(leverageHistogram([account(0), account(1)], [account(1, "end")])).to.equal(null);
  });

  it("counts each account once, an edge in the bucket below it", () => {
    const histogram = leverageHistogram([account(1.01), account(1.1), account(1.25), account(1.3), account(3)], []);
    expect(histogram?.labels.slice(0, 2)).to.deep.equal(["1–1.25", "1.25–1.5"]);
    expect(histogram?.before.slice(0, 2)).to.deep.equal([3, 1]);
    expect(histogram?.before.reduce((a, b) => a + b)).to.equal(5);
  });

  it("widens its buckets for a book with high leverage", () => {
    const histogram = leverageHistogram([account(1.5), account(12.9)], []);
    expect(histogram?.labels.at(-1)).to.equal("12–13");
    expect(histogram?.labels).to.have.lengthOf(12);
  });

  it("leaves out lenders, who never owed, but not borrowers who are free of debt at the end", () => {
    const start = [account(1, "start", "0xlender"), account(3, "start", "0xa")];
    const histogram = leverageHistogram(start, [account(1, "end", "0xlender"), account(1, "end", "0xa")]);
    expect(histogram?.labels[0]).to.equal("no debt");
    expect(histogram?.before[0]).to.equal(0);
    expect(histogram?.after[0]).to.equal(1);
    expect(histogram?.closed).to.equal(0);
  });

  it("opens the last bucket for leverage above any at the start", () => {
    const histogram = leverageHistogram([account(2)], [account(7, "end")]);
    expect(histogram?.labels.at(-1)).to.equal("> 2");
    expect(histogram?.after.at(-1)).to.equal(1);
  });

  it("puts accounts without equity in a bucket of their own", () => {
    const insolvent = { ...account(2, "end"), debtUsd: "2500.00", leverage: "inf" };
    const histogram = leverageHistogram([account(2)], [insolvent]);
    expect(histogram?.labels.at(-1)).to.equal("insolvent");
    expect(histogram?.after.at(-1)).to.equal(1);
  });

  it("says how many positions are gone instead of counting them", () => {
    const histogram = leverageHistogram(
      [account(2, "start", "0xa"), account(2, "start", "0xb")],
      [account(0, "end", "0xa")],
    );
    expect(histogram?.closed).to.equal(2);
    expect(histogram?.after.every((count) => count === 0)).to.equal(true);
  });
});
