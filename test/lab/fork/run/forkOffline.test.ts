import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import pico from "picocolors";
import type { ForkPlan } from "../../../../src/fork/run/forkPlan.ts";
import { runFork } from "../../../../src/fork/run/runFork.ts";
import type { RunOutcome } from "../../../../src/lab/runWorld.ts";
import { runResult } from "../../../../src/report/terminal.ts";
import { scenarioFile } from "../../../../src/scenario/catalogue.ts";
import { readProjectFile } from "../../../house/repository.ts";
import { recordedFile, STATE_ABSENT } from "../../../support/mainnetState.ts";

const FILES = ["scenario.yaml", "trace.jsonl", "summary.json", "report.html"];

/** The run that docs/FORK.md shows, on real mainnet state. */
describe("fork-offline on real mainnet state", () => {
  const out = mkdtempSync(join(tmpdir(), "fork-offline-"));
  let file: string;
  let first: RunOutcome;
  after(() => rmSync(out, { recursive: true }));

  function planOf(shock: string, strict = false): ForkPlan {
    return {
      source: { kind: "state", file, strict },
      protocol: "aave-v3",
      scenario: scenarioFile("fork-offline"),
      shocks: [{ asset: "WETH", change: shock }],
    };
  }

  before(async function () {
    const found = recordedFile("verbs-examples_aave_cache.json");
    if (found === undefined) {
      console.warn(STATE_ABSENT);
      this.skip();
    }
    file = found as string;
    first = await runFork(planOf("-25%"), { out: join(out, "first") });
  });

  it("liquidates by real Aave code and sells on the real pool", () => {
    const { summary, rows } = first;
    expect(summary).to.deep.include({ scenario: "fork-offline", converged: true, failedTransactions: 0 });
    expect(summary.conservation).to.deep.equal({ ok: true, maxErrorWei: "0" });
    expect(summary.liquidations).to.include({ count: 5, accounts: 5 });
    expect(summary.prices.WETH).to.include({ start: "3265.59000000", end: "2449.19250000" });
    expect(rows.filter(({ kind }) => kind === "swap")).to.not.deep.equal([]);
  });

  it("prints what docs/FORK.md shows", () => {
    const plain = pico.createColors(false);
    const printed = runResult({ ...first, reportPath: "" }, plain).split("\n");
    const docs = readProjectFile("docs/FORK.md").split("\n");
    const lines = printed.filter((line) => !line.startsWith("Report"));
    expect(lines.length).to.be.greaterThan(10);
    expect(lines.filter((line) => !docs.includes(line.trimEnd()))).to.deep.equal([]);
  });

  it("says of what it read that the state does not hold, and whose it is", () => {
    const { fork } = first.summary;
    expect(fork?.unknown?.slots).to.equal(14);
    expect(fork?.unknown?.accounts).to.equal(0);
  });

  it("gives the same bytes again", async () => {
    const again = await runFork(planOf("-25%"), { out: join(out, "again") });
    const [a, b] = [first, again].map(({ folder }) => FILES.map((name) => readFileSync(join(folder, name), "utf8")));
    expect(a).to.deep.equal(b);
  });

  it("liquidates nobody when nothing falls far enough", async () => {
    const { summary } = await runFork(planOf("-1%"), { out: join(out, "little") });
    expect(summary.liquidations.count).to.equal(0);
  });

  it("stops under strict at the first unknown slot, names it, and leaves nothing behind", async () => {
    const fault = await runFork(planOf("-25%", true), { out: join(out, "strict") }).catch((error) => error);
    expect(fault).to.include({ code: "STATE_SLOT_UNKNOWN", exitCode: 2 });
    expect(fault.message).to.match(/slot 0x[0-9a-f]{64} of 0x[0-9a-f]{40}/);
    expect(fault.hint).to.contain("fork record");
    expect(readdirSync(out)).to.not.include("strict");
  });
});
