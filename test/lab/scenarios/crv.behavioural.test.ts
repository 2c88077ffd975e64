import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { runScenario } from "../../../src/lab/runScenario.ts";
import type { RunOutcome } from "../../../src/lab/runWorld.ts";
import { scenarioFiles } from "../../../src/scenario/catalogue.ts";
import { loadScenario } from "../../../src/scenario/load.ts";

describe("crv-2022-11, behavioural", function () {
  this.timeout(300_000);
  let outcome: RunOutcome;
  const figure = (metric: string) => {
    const row = outcome.summary.comparison.find((candidate) => candidate.metric.startsWith(metric));
    if (row === undefined) throw new Error(`Nothing is compared under "${metric}".`);
    return row;
  };

  before(async () => {
    const [file = ""] = scenarioFiles("crv-2022-11").filter((path) => path.endsWith("behavioural.yaml"));
    const out = mkdtempSync(join(tmpdir(), "faultline-"));
    outcome = await runScenario(loadScenario(file), { out });
    rmSync(out, { recursive: true });
  });

  it("keeps its own expectations", () => expect(outcome.failures).to.deep.equal([]));

  it("meets the first burst: within 5 % of its calls, within 1 % of its CRV", () => {
    expect(Math.abs(figure("First burst, set: calls").error ?? 1)).to.be.at.most(0.05);
    expect(Math.abs(figure("First burst, set: CRV").error ?? 1)).to.be.at.most(0.01);
  });

  it("prints the price of the first burst at which it was liquidated, within 0.1 %", () => {
    const first = outcome.rows.find((row) => row.kind === "liquidation");
    expect(Number(first?.debtPrice)).to.be.closeTo(0.62061924, 0.0006);
  });

  it("predicts the CRV of the second burst within 10 %", () => {
    expect(Math.abs(figure("Second burst, predicted: CRV repaid").error ?? 1)).to.be.at.most(0.1);
  });

  it("publishes its bad debt beside the recorded, in CRV and in USD", () => {
    for (const unit of ["CRV", "USD"]) expect(figure(`Bad debt, predicted, ${unit}`).error, unit).to.be.a("number");
  });

  it("lets each liquidator rest after a block in which it called, and begin when it arrives", () => {
    const last = new Map<string, number>();
    const calls = outcome.rows.filter((row) => row.kind === "liquidation");
    for (const { agent, block } of calls) {
      expect(block - (last.get(agent) ?? Number.NEGATIVE_INFINITY), agent).to.be.greaterThan(4);
      last.set(agent, block);
    }
    const start = calls[0]?.block ?? 0;
    expect(calls.find(({ agent }) => agent === "liquidator-10")?.block).to.be.at.least(start + 35);
  });
});
