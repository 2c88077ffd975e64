import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect } from "chai";
import type { Comparison } from "../../../src/analysis/compareSchema.ts";
import { faultline, type Outcome } from "../../support/faultline.ts";
import { TINY } from "../../support/tinyScenario.ts";

const ASKED = ["compare", "tiny.yaml", "--with", "calm.yaml", "--with", "calm.yaml+short.yaml", "--seeds", "2"];

describe("faultline compare", function () {
  this.timeout(400_000);
  const cwd = mkdtempSync(join(tmpdir(), "faultline-"));
  let json: Outcome;
  let table: Outcome;
  before(async () => {
    writeFileSync(join(cwd, "tiny.yaml"), TINY);
    writeFileSync(
      join(cwd, "calm.yaml"),
      "why: A smaller shock.\nmarket: { paths: [{ kind: shock, asset: WETH, change: -6%, atBlock: 2 }] }\n",
    );
    writeFileSync(join(cwd, "short.yaml"), "chain: { maxBlocks: 4 }\n");
    json = await faultline([...ASKED, "--json", "--out", "a"], { cwd });
    table = await faultline([...ASKED, "--jobs", "1", "--out", "b"], { cwd, env: { NO_COLOR: "1", CI: "1" } });
  });
  after(() => rmSync(cwd, { recursive: true }));
  const left = (out: string) => (existsSync(join(cwd, out)) ? readdirSync(join(cwd, out)) : []);
  const inside = (out: string) => join(cwd, out, left(out)[0] ?? "");
  const filesOf = (out: string) =>
    readdirSync(inside(out), { recursive: true })
      .map(String)
      .filter((name) => statSync(join(inside(out), name)).isFile() && !name.endsWith("timing.json"))
      .sort();

  it("prints compare.json and nothing else under --json", () => {
    expect([json.code, json.stderr]).to.deep.equal([0, ""]);
    expect(json.stdout).to.equal(readFileSync(join(inside("a"), "compare.json"), "utf8"));
  });

  it("puts everything into one folder, each run in one by its treatment", () => {
    expect(left("a")).to.have.length(1);
    expect(left("a")[0]).to.match(/^compare-tiny-[0-9a-f]{8}$/);
    const { base, treatments } = JSON.parse(json.stdout) as Comparison;
    const runs = [base, ...treatments].flatMap((arm) => arm.runs);
    expect(runs.map(({ folder }) => folder.replace(/-[0-9a-f]{8}$/, ""))).to.deep.equal(
      ["base", "calm", "calm+short"].flatMap((name) => [1, 2].map((seed) => `${name}/tiny-${seed}`)),
    );
    const expected = runs.flatMap(({ folder }) =>
      ["report.html", "scenario.yaml", "summary.json", "trace.jsonl"].map((file) => `${folder}/${file}`),
    );
    expect(filesOf("a")).to.deep.equal([...expected, "compare.json", "report.html"].sort());
  });

  it("gives the same bytes whatever runs beside what", () => {
    expect(left("b")).to.deep.equal(left("a"));
    expect(filesOf("b")).to.deep.equal(filesOf("a"));
    for (const name of filesOf("a")) {
      const same = readFileSync(join(inside("a"), name)).equals(readFileSync(join(inside("b"), name)));
      expect(same, name).to.equal(true);
    }
  });

  it("has in each run's folder what the run alone would have written", async () => {
    const { code } = await faultline(["run", "tiny.yaml", "--with", "calm.yaml", "--seed", "2", "--out", "alone"], {
      cwd,
    });
    expect(code).to.equal(0);
    const [folder = ""] = left("alone");
    for (const name of ["report.html", "scenario.yaml", "summary.json", "trace.jsonl"]) {
      const [own, alone] = [join(inside("a"), "calm", folder, name), join(cwd, "alone", folder, name)];
      expect(readFileSync(own).equals(readFileSync(alone)), name).to.equal(true);
    }
  });

  it("has the figures of each run's own summary", () => {
    const { base, treatments, metrics } = JSON.parse(json.stdout) as Comparison;
    for (const { folder, seed, figures } of [base, ...treatments].flatMap((arm) => arm.runs)) {
      const summary = JSON.parse(readFileSync(join(inside("a"), folder, "summary.json"), "utf8"));
      expect(summary.seed).to.equal(seed);
      expect(figures["liquidations.collateralUsd"]).to.equal(summary.liquidations.collateralUsd);
      expect(figures["users.lossUsd"]).to.equal(summary.users.lossUsd);
      expect(Object.keys(figures)).to.deep.equal(metrics.map(({ field }) => field));
    }
    expect(treatments[0]?.betterIn).to.include("liquidations.collateralUsd");
  });

  it("prints how far it is, a table of a hundred columns, words and the report's place", () => {
    expect([table.code, table.stderr]).to.deep.equal([0, ""]);
    const lines = table.stdout.split("\n");
    expect(lines.filter((line) => /^run \d\/6 {2}/.test(line))).to.have.length(6);
    expect(
      Math.max(
        ...lines
          .slice(
            0,
            lines.findIndex((line) => line.startsWith("Medians")),
          )
          .map((line) => line.length),
      ),
    )
      .to.be.greaterThan(50)
      .and.at.most(100);
    expect(table.stdout).to.match(/calm\+short\n {2}Makes (nothing worse\.|worse: )/);
    const report = /^Report {2}(.+)$/m.exec(table.stdout)?.[1] ?? "";
    expect(relative(inside("b"), join(cwd, report))).to.equal("report.html");
  });

  it("says in the terminal that runs did not converge", () => {
    expect(table.stdout).to.contain("calm+short: 2 of 2 runs did not converge.");
  });

  it("refuses what cannot be compared before anything runs, and leaves nothing behind", async () => {
    writeFileSync(join(cwd, "broken.yaml"), "chain:\n  maxBloks: 4\n");
    const refusals = await Promise.all(
      [[], ["--with", "broken.yaml"], ["--with", "nobody"]].map((more) =>
        faultline(["compare", "tiny.yaml", "--out", "c", ...more], { cwd }),
      ),
    );
    expect(refusals.map(({ code }) => code)).to.deep.equal([2, 2, 2]);
    const [nothing, broken, nobody] = refusals.map(({ stderr }) => stderr);
    expect(nothing).to.contain("[COMPARE_NOTHING]\n  at --with\n");
    expect(broken).to.contain("[SCENARIO_KEY_UNKNOWN]\n  at broken.yaml:2, chain.maxBloks\n");
    expect(nobody).to.contain("[TREATMENT_UNKNOWN]");
    expect(left("c")).to.deep.equal([]);
  });

  it("stops at an interrupt with one sentence and leaves nothing behind", async () => {
    const { code, stderr } = await faultline([...ASKED, "--out", "d/e"], { cwd, interruptAt: "run 1/6" });
    expect(code).to.equal(1);
    expect(stderr).to.match(/^Error: The runs were stopped; nothing was written\. \[INTERRUPTED\]\n {2}hint: .+\n$/);
    expect(left("d")).to.deep.equal([]);
  });
});
