import { expect } from "chai";
import { forked } from "../../../src/analysis/forked.ts";
import { forkFacts } from "../../../src/trace/forkRow.ts";
import type { ConservationRow, Row } from "../../../src/trace/row.ts";
import { FOUND } from "../../../src/world/forkOrigin.ts";
import { asFork } from "../../support/asFork.ts";
import { account, CONSERVED, measure, world } from "./rows.ts";

const real = { group: FOUND };
const start: Row = { ...world(), fork: forkFacts(asFork(100)) };

describe("forked", () => {
  it("is nothing for a run on a chain of its own", () => {
    expect(measure(forked(), [world(), account(1000, 700), CONSERVED])).to.equal(undefined);
  });

  it("adds up real accounts alone, as they stood before the run", () => {
    const rows = [
      start,
      account(1000, 700, { ...real, healthFactor: "1.180000" }),
      account(100, 130, { ...real, healthFactor: "0.640000" }),
      account(50, 0, { ...real, healthFactor: "inf" }),
      account(9000, 10, { group: "loopers", healthFactor: "0.500000" }),
      account(1, 2000, { ...real, phase: "end", healthFactor: "0.100000" }),
    ];
    expect(measure(forked(), rows)?.accounts).to.deep.equal({
      taken: 1,
      leftOut: 2,
      collateralUsd: "1150.00",
      debtUsd: "830.00",
      belowOne: { count: 1, debtUsd: "130.00" },
      badDebtUsd: "30.00",
    });
  });

  it("tells nothing missing from nobody counting", () => {
    expect(measure(forked(), [start])?.unknown).to.equal(null);
    const none: Row = { kind: "unknown", slots: 0, accounts: 0, first: [] };
    expect(measure(forked(), [start, none])?.unknown).to.deep.equal({ slots: 0, accounts: 0, first: [] });
  });

  it("names tokens that do not keep to their transfers, and gives depth in USD", () => {
    const check = { venue: "transfers", errorWei: "3", allowedWei: "3" };
    const checks: ConservationRow["checks"] = [
      { ...check, asset: "WETH", errorWei: "0", allowedWei: "0" },
      { ...check, asset: "stETH", token: "rebasing" },
    ];
    const figures = measure(forked(), [start, { kind: "conservation", ok: true, maxErrorWei: "0", checks }]);
    expect(figures?.tokens).to.deep.equal({ stETH: "rebasing" });
    expect(figures?.depth).to.deep.equal({ file: "depth.yaml", usdPerLog: { WETH: "30000000.00" } });
  });
});
