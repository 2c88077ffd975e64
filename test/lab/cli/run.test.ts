import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { faultline, type Outcome } from "../../support/faultline.ts";
import { TINY } from "../../support/tinyScenario.ts";

const ESCAPE = String.fromCharCode(27);
const LINES = /^Error: .+\. \[(\w+)\]\n {2}at .+\n {2}hint: .+\n$/;

describe("faultline run", () => {
  const cwd = mkdtempSync(join(tmpdir(), "faultline-"));
  let json: Outcome;
  let table: Outcome;
  before(async () => {
    writeFileSync(join(cwd, "tiny.yaml"), TINY);
    // A file that an outcome of an earlier run may hold; a run that fails must leave it alone.
    mkdirSync(join(cwd, "kept"));
    writeFileSync(join(cwd, "kept", "mine.txt"), "mine");
    [json, table] = await Promise.all([
      faultline(["run", "tiny.yaml", "--json", "--out", "a", "--set", "expect.converged={ is: true }"], { cwd }),
      faultline(["run", "tiny.yaml", "--seed", "5", "--out", "b", "--set", 'expect."liquidations.count"={ max: 0 }'], {
        cwd,
        env: { NO_COLOR: "1", CI: "1" },
      }),
    ]);
  });
  after(() => rmSync(cwd, { recursive: true }));
  const left = (out: string) => (existsSync(join(cwd, out)) ? readdirSync(join(cwd, out)) : []);

  it("prints its summary as JSON and nothing else", () => {
    expect([json.code, json.stderr]).to.deep.equal([0, ""]);
    const [folder = ""] = left("a");
    expect(JSON.parse(json.stdout)).to.deep.equal(
      JSON.parse(readFileSync(join(cwd, "a", folder, "summary.json"), "utf8")),
    );
  });

  it("writes one folder with all of its files, named by scenario and seed", () => {
    expect(left("a")).to.have.length(1);
    expect(left("a")[0]).to.match(/^tiny-1-[0-9a-f]{8}$/);
    expect(left("b")[0]).to.match(/^tiny-5-[0-9a-f]{8}$/);
    expect(readdirSync(join(cwd, "a", left("a")[0] ?? "")).sort()).to.deep.equal([
      "report.html",
      "scenario.yaml",
      "summary.json",
      "timing.json",
      "trace.jsonl",
    ]);
  });

  it("prints a line a block, a table and the report's place, without colour where none is wanted", () => {
    expect(table.stdout).not.to.contain(ESCAPE);
    expect(table.stdout).to.contain(`${left("b")[0]}/report.html`);
    expect(table.stdout.split("\n").length).to.be.greaterThan(20);
  });

  it("ends with exit code 3 when an expectation does not hold, and says which", () => {
    expect(table.code).to.equal(3);
    expect(table.stderr).to.match(/^Expectation: liquidations\.count is \d+, not at most 0\.\n$/);
  });

  it("stops at an interrupt with one sentence and leaves nothing behind", async () => {
    for (const [out, interruptAt] of [
      ["stopped/deep", "deploying"],
      ["kept", "opening positions 0"],
    ] as const) {
      const { code, stderr } = await faultline(["run", "tiny.yaml", "--out", out], { cwd, interruptAt });
      expect(code).to.equal(1);
      expect(stderr).to.match(/^Error: The run was stopped; nothing was written\. \[INTERRUPTED\]\n {2}hint: .+\n$/);
    }
    expect(left("stopped")).to.deep.equal([]);
    expect(left("kept")).to.deep.equal(["mine.txt"]);
  });

  it("refuses a pool too thin to seed and a loop that cannot reach its target, and leaves nothing behind", async () => {
    const thin = "pools.0.depth={ constantProductUsd: 0.0000001 }";
    const shallow = "pools.0.depth={ within2PercentUsd: 1_000, within10PercentUsd: 5_000 }";
    const [pool, loop] = await Promise.all([
      faultline(["run", "tiny.yaml", "--out", "thin", "--set", thin], { cwd }),
      faultline(["run", "tiny.yaml", "--json", "--out", "loop", "--set", shallow], { cwd }),
    ]);
    expect([pool.code, LINES.exec(pool.stderr)?.[1]]).to.deep.equal([2, "POOL_TOO_THIN"]);
    expect([loop.code, LINES.exec(loop.stderr)?.[1]]).to.deep.equal([2, "POSITION_NOT_OPENED"]);
    expect(loop.stderr).to.contain("\n  at population.loopers\n").and.to.contain("lower leverage");
    expect(loop.stdout).to.equal("");
    for (const out of ["thin", "loop"]) expect(left(out)).to.deep.equal([]);
  });
}).timeout(240_000);
