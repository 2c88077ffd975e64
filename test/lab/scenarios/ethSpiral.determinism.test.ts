import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { runScenario } from "../../../src/lab/runScenario.ts";
import { scenarioFiles } from "../../../src/scenario/catalogue.ts";
import { loadScenario } from "../../../src/scenario/load.ts";
import { SMALL_SPIRAL } from "../../support/smallSpiral.ts";

const [FILE = ""] = scenarioFiles("eth-spiral");
const COMMAND = fileURLToPath(new URL("../../../scripts/faultline.js", import.meta.url));

describe("determinism of eth-spiral", function () {
  this.timeout(180_000);
  let parent: string;

  before(() => {
    parent = mkdtempSync(join(tmpdir(), "faultline-"));
  });
  after(() => rmSync(parent, { recursive: true }));

  /** The trace and the summary of the one run in a folder. */
  function written(out: string): { trace: Buffer; summary: Buffer } {
    const [run = ""] = readdirSync(out);
    const read = (name: string) => readFileSync(join(out, run, name));
    return { trace: read("trace.jsonl"), summary: read("summary.json") };
  }

  it("gives the same bytes twice in one process and once in another, and others for another seed", async () => {
    const out = (name: string) => join(parent, name);
    await runScenario(loadScenario(FILE, SMALL_SPIRAL), { out: out("first") });
    await runScenario(loadScenario(FILE, SMALL_SPIRAL), { out: out("again") });
    const sets = SMALL_SPIRAL.flatMap((override) => ["--set", override]);
    execFileSync(process.execPath, [COMMAND, "run", FILE, ...sets, "--out", out("elsewhere")], { stdio: "ignore" });
    await runScenario(loadScenario(FILE, SMALL_SPIRAL), { out: out("seed 3"), seed: 3 });

    const first = written(out("first"));
    expect(first.trace.length).to.be.greaterThan(10_000);
    for (const name of ["again", "elsewhere"]) {
      const other = written(out(name));
      expect(other.trace.equals(first.trace), `trace of ${name}`).to.equal(true);
      expect(other.summary.equals(first.summary), `summary of ${name}`).to.equal(true);
    }
    expect(written(out("seed 3")).trace.equals(first.trace)).to.equal(false);
  });
});
