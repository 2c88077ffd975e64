import { expect } from "chai";
import { collectRows } from "../../../src/report/collectRows.ts";
import { LIQUIDATION_FIELDS, liquidationTable } from "../../../src/report/liquidationTable.ts";
import { csvText, filterRows, sortRows, tableRows } from "../../../web/query.js";
import { sampleRun } from "../../support/sampleRun.ts";

const collected = collectRows(sampleRun({ blocks: 60, accounts: 200 }).rows);
const times = new Map(collected.blocks.map((row) => [row.block, row.time]));
const table = liquidationTable(collected.liquidations, collected.world, times);
const rows = tableRows(table);
const all = { text: "", kind: "", pair: "" };
const number = (field: string) => ({ field, number: true });

describe("table of liquidations", () => {
  it("holds every liquidation with every field of its row", () => {
    expect(rows).to.have.lengthOf(collected.liquidations.length);
    for (const field of Object.keys(collected.liquidations[0] ?? {}).filter((key) => key !== "kind")) {
      expect(LIQUIDATION_FIELDS).to.include(field);
      expect(rows.map((row) => row[field])).to.deep.equal(collected.liquidations.map((row) => Object(row)[field]));
    }
  });

  it("finds rows that hold every word in any field, whatever the case", () => {
    const account = String(rows[0]?.account);
    const found = filterRows(rows, { ...all, text: `${account.toUpperCase()} liquidator` });
    expect(found.length).to.be.greaterThan(0);
    expect(found.every((row) => row.account === account)).to.equal(true);
    expect(filterRows(rows, { ...all, text: `${account} nowhere` })).to.deep.equal([]);
  });

  it("splits into direct and transmitted without a rest", () => {
    const direct = filterRows(rows, { ...all, kind: "direct" });
    const transmitted = filterRows(rows, { ...all, kind: "transmitted" });
    expect(direct.length).to.be.greaterThan(0);
    expect(transmitted.length).to.be.greaterThan(0);
    expect(direct.length + transmitted.length).to.equal(rows.length);
    expect(direct.every((row) => row.direct === true)).to.equal(true);
  });

  it("keeps one pair", () => {
    const found = filterRows(rows, { ...all, pair: "wstETH / USDC" });
    expect(found.length).to.be.greaterThan(0);
    expect(found.every((row) => row.collateralAsset === "wstETH" && row.debtAsset === "USDC")).to.equal(true);
  });

  it("sorts figures by size, not by their letters", () => {
    const sorted = sortRows(rows, number("collateralUsd"), true, table.decimals).map((row) =>
      Number(row.collateralUsd),
    );
    expect(sorted).to.deep.equal([...sorted].sort((a, b) => b - a));
  });

  it("compares amounts of tokens with different decimals as whole tokens", () => {
    const one = { search: "", debtAsset: "USDC", debtRepaid: "5000000" };
    const two = { search: "", debtAsset: "WETH", debtRepaid: "4000000000000000000" };
    expect(sortRows([one, two], number("debtRepaid"), false, { USDC: 6, WETH: 18 })).to.deep.equal([two, one]);
  });

  it("puts an infinite health factor above any other and a missing figure last in both directions", () => {
    const sorted = sortRows(rows, number("healthFactorAfter"), true, table.decimals);
    expect(sorted[0]?.healthFactorAfter).to.equal("inf");
    for (const descending of [true, false]) {
      expect(sortRows(rows, number("proceedsUsd"), descending, table.decimals).at(-1)?.proceedsUsd).to.equal(null);
    }
  });

  it("leaves rows that are equal in the order of the trace", () => {
    const sorted = sortRows(rows, number("block"), true, table.decimals);
    const inBlock = sorted.filter((row) => row.block === sorted[0]?.block);
    expect(inBlock).to.deep.equal(rows.filter((row) => row.block === sorted[0]?.block));
  });

  it("does not change the rows that it is given", () => {
    const before = [...rows];
    sortRows(rows, { field: "account" }, false, table.decimals);
    expect(rows).to.deep.equal(before);
  });

  it("writes CSV with all digits, a line for each row", () => {
    const lines = csvText(table.fields, rows).trimEnd().split("\n");
    expect(lines).to.have.lengthOf(rows.length + 1);
    expect(lines[0]).to.equal(LIQUIDATION_FIELDS.join(","));
    expect(lines[1]).to.include(String(rows[0]?.collateralSeized));
  });

  it("quotes what would break a line of CSV", () => {
    expect(csvText(["agent"], [{ search: "", agent: 'a "b", c' }])).to.equal('agent\n"a ""b"", c"\n');
  });
});
