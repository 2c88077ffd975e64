import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { runScenario } from "../../src/lab/runScenario.ts";
import type { RunOutcome } from "../../src/lab/runWorld.ts";
import { scenarioFiles } from "../../src/scenario/catalogue.ts";
import { type LoadedScenario, loadScenario } from "../../src/scenario/load.ts";
import type { LiquidationRow } from "../../src/trace/lendingRow.ts";
import { parseWad } from "../../src/units.ts";
import { RECORD_ABSENT, type RecordedCall, readRecord } from "../support/crvRecord.ts";

const BONUS = { numerator: 1045n, denominator: 1000n };
const USDC_PER_WAD = 10n ** 12n;

describe("T14 the CRV liquidations of 22 November 2022", function () {
  this.timeout(120_000);
  let loaded: LoadedScenario;
  let outcome: RunOutcome;
  let calls: LiquidationRow[];
  const figure = (metric: string) => outcome.summary.comparison.find((row) => row.metric.startsWith(metric));
  const sum = (amount: (row: LiquidationRow) => string) =>
    calls.reduce((total, row) => total + BigInt(amount(row)), 0n);

  before(async () => {
    const [file = ""] = scenarioFiles("crv-2022-11").filter((path) => path.endsWith("forensic.yaml"));
    loaded = loadScenario(file);
    const out = mkdtempSync(join(tmpdir(), "faultline-"));
    outcome = await runScenario(loaded, { out });
    rmSync(out, { recursive: true });
    calls = outcome.rows.filter((row) => row.kind === "liquidation");
  });

  it("pays out all 385 recorded amounts from twelve prices, to the last unit", () => {
    const recorded = loaded.replay.flatMap(({ seizure }) => seizure?.seized.toString() ?? []);
    const first = loaded.replay.findIndex(({ action }) => action === "liquidate") - 1;
    expect(loaded.replay.slice(first).filter(({ action }) => action === "price")).to.have.lengthOf(12);
    expect(recorded).to.have.lengthOf(385);
    expect(calls.map((row) => row.collateralSeized)).to.deep.equal(recorded);
    expect(figure("Independent checks")?.simulated).to.equal("373");
  });

  it("repays 89,544,317.44 CRV and seizes 63,605,103.12 USDC, all there was", () => {
    expect(sum((row) => row.debtRepaid)).to.equal(89_544_317_443_850_891_849_582_027n);
    expect(sum((row) => row.collateralSeized)).to.equal(63_605_103_124_042n);
    expect(figure("USDC collateral left")?.simulated).to.equal("0");
    expect(figure("USDC supply interest")?.simulated).to.equal("8963.760245");
  });

  it("passes every gate: below health factor 1, and no call cut by the close factor", () => {
    expect(outcome.summary.failedTransactions).to.equal(0);
    expect(calls.filter((row) => parseWad(row.healthFactorBefore) >= parseWad(1))).to.deep.equal([]);
    expect(figure("Calls not cut")?.simulated).to.equal("385");
  });

  it("leaves 2,455,682.556 CRV of principal, and interest between the gates' need and the published residual", () => {
    expect(figure("CRV left unpaid")?.simulated).to.match(/^2455682\.556/);
    const interest = parseWad(figure("CRV owed at the end")?.simulated ?? "0") - parseWad("2455682.556149108150417973");
    expect(interest > parseWad(124_037) && interest < parseWad(201_000)).to.equal(true);
  });

  it("refuses calls of 22 November when debt bears no interest", async () => {
    const free = loadScenario(loaded.file, ["lending.reserves.CRV.rates.base=0%"]);
    const out = mkdtempSync(join(tmpdir(), "faultline-"));
    const { summary } = await runScenario(free, { out });
    rmSync(out, { recursive: true });
    expect(summary.failedTransactions).to.be.greaterThan(0);
  });

  it("keeps its own expectations", () => expect(outcome.failures).to.deep.equal([]));

  describe("beside the raw record", () => {
    let record: RecordedCall[];

    before(function () {
      const found = readRecord();
      if (found === undefined) {
        console.warn(RECORD_ABSENT);
        this.skip();
      }
      record = found;
    });

    it("agrees row by row, block, time, repaid and seized", () => {
      const times = new Map(
        outcome.rows.flatMap((row) => (row.kind === "block" ? [[row.block, row.time] as const] : [])),
      );
      expect(calls.map((row) => [times.get(row.block), row.debtRepaid, row.collateralSeized])).to.deep.equal(
        record.map(({ time, repaid, seized }) => [time, repaid.toString(), seized.toString()]),
      );
      const pairs = new Set(calls.map((row, i) => `${row.liquidator} ${record[i]?.liquidator}`));
      expect(pairs.size).to.equal(21);
    });

    it("ships the file that the record gives", () => {
      const shipped = loaded.replay.filter(({ action }) => action === "liquidate");
      expect(
        shipped.map(({ block, amount, seizure }) => [block, amount, seizure?.seized, seizure?.inATokens]),
      ).to.deep.equal(record.map((call) => [call.block, call.repaid, call.seized, call.inATokens]));
    });

    it("ships prices that lie in the interval which the amounts of their group leave", () => {
      for (const { price, group } of groupsOf(loaded, record)) {
        for (const { repaid, seized } of group) {
          const paid = (price * repaid * BONUS.numerator) / (USDC_PER_WAD * 10n ** 18n * BONUS.denominator);
          expect(paid).to.equal(seized);
        }
      }
    });
  });
});

/** Each price with the recorded calls that rest on it; none for those that only a borrow met. */
function groupsOf({ replay }: LoadedScenario, record: readonly RecordedCall[]) {
  const groups: { price: bigint; group: RecordedCall[] }[] = [];
  let taken = 0;
  for (const { action, amount } of replay) {
    if (action === "price") groups.push({ price: amount, group: [] });
    if (action === "liquidate") groups.at(-1)?.group.push(record[taken++] as RecordedCall);
  }
  return groups;
}
