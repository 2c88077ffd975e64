import { expect } from "chai";
import { collectRows } from "../../../src/report/collectRows.ts";
import { liquidatedPairs, NO_COLLATERAL } from "../../../src/report/pairs.ts";
import type { DeficitRow } from "../../../src/trace/lendingRow.ts";
import { sampleRun } from "../../support/sampleRun.ts";

const { summary, rows } = sampleRun({ blocks: 60, accounts: 200 });
const { liquidations, deficits } = collectRows(rows);

function deficit(account: string, amountUsd: string): DeficitRow {
  const [transaction, venue] = ["0x01", "lending"];
  return { kind: "deficit", block: 9, transaction, venue, account, debtAsset: "USDC", amount: "1", amountUsd };
}

describe("totals by pair", () => {
  it("adds up to the summary", () => {
    const pairs = liquidatedPairs(liquidations, deficits);
    const total = (value: (pair: (typeof pairs)[number]) => number) =>
      pairs.reduce((sum, pair) => sum + value(pair), 0);
    expect(total((pair) => pair.count)).to.equal(summary.liquidations.count);
    expect(total((pair) => pair.collateralUsd)).to.be.closeTo(Number(summary.liquidations.collateralUsd), 0.01);
    expect(total((pair) => pair.debtRepaidUsd)).to.be.closeTo(Number(summary.liquidations.debtRepaidUsd), 0.01);
    expect(total((pair) => pair.badDebtUsd)).to.be.closeTo(Number(summary.badDebtUsd.recognised), 0.01);
  });

  it("lists the largest seizure first", () => {
    const sizes = liquidatedPairs(liquidations, []).map((pair) => pair.collateralUsd);
    expect(sizes.length).to.be.greaterThan(1);
    expect(sizes).to.deep.equal([...sizes].sort((a, b) => b - a));
  });

  it("counts an account once, however often it is liquidated", () => {
    const first = liquidations.slice(0, 1);
    expect(liquidatedPairs([...first, ...first], [])[0]).to.include({ count: 2, accounts: 1 });
  });

  it("counts a deficit to the pair that was liquidated last", () => {
    const row = liquidations.find((candidate) => candidate.debtAsset === "USDC");
    const [pair] = liquidatedPairs(row === undefined ? [] : [row], [deficit(row?.account ?? "", "12.50")]);
    expect(pair).to.include({ collateralAsset: row?.collateralAsset, badDebtUsd: 12.5 });
  });

  it("shows a deficit without a liquidation on its own", () => {
    expect(liquidatedPairs([], [deficit("0xnobody", "3.00")])[0]).to.include({
      collateralAsset: NO_COLLATERAL,
      count: 0,
      badDebtUsd: 3,
    });
  });
});
