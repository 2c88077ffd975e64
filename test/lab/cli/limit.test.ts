import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { joinPair } from "../../../scripts/joinPair.ts";
import { type Limit, limitSchema } from "../../../src/analysis/limitSchema.ts";
import { summarySchema } from "../../../src/analysis/summary.ts";
import { faultline } from "../../support/faultline.ts";
import { FALL_THAT_LIQUIDATES, ONE_BORROWER } from "../../support/oneBorrower.ts";

const FALLS = ["--knob", "market.paths.0.change", "--between", "-35%", "-5%"];

describe("faultline limit", () => {
  const cwd = mkdtempSync(join(tmpdir(), "faultline-"));
  before(() => writeFileSync(join(cwd, "one.yaml"), ONE_BORROWER));
  after(() => rmSync(cwd, { recursive: true }));
  const limit = (...args: string[]) => faultline(["limit", "one.yaml", ...args], { cwd });

  it("finds the fall that liquidates a borrower between two that its closed form lies between", async () => {
    const { code, stdout, stderr } = await limit(
      ...FALLS,
      "--until",
      "liquidations.count == 0",
      "--points",
      "1",
      "--json",
    );
    expect([code, stderr]).to.deep.equal([0, ""]);
    const found = limitSchema.parse(JSON.parse(stdout));
    const { from, to, holdsAt, side } = found.limit as NonNullable<Limit["limit"]>;
    expect(Number(from)).to.be.below(-FALL_THAT_LIQUIDATES);
    expect(Number(to)).to.be.above(-FALL_THAT_LIQUIDATES);
    expect(Number(to) - Number(from)).to.be.at.most(0.3 / 60);
    expect([holdsAt, side]).to.deep.equal([to, "above"]);
    expect(found.curve.map(({ holds }) => holds)).to.deep.equal(found.curve.map(({ value }) => Number(value) > -0.2));

    const [folder = ""] = readdirSync(join(cwd, "runs"));
    expect(folder).to.match(/^limit-one-borrower-[0-9a-f]{8}$/);
    expect(readdirSync(join(cwd, "runs", folder)).sort()).to.deep.equal([
      "limit.json",
      "report.html",
      "summaries.jsonl",
    ]);
    expect(readFileSync(join(cwd, "runs", folder, "limit.json"), "utf8")).to.equal(stdout);
    const kept = readFileSync(join(cwd, "runs", folder, "summaries.jsonl"), "utf8")
      .trimEnd()
      .split("\n");
    expect(kept).to.have.length(found.runs);
    for (const line of kept) summarySchema.parse(JSON.parse(line).summary);
  });

  it("shows its way, a table and the finding, and keeps runs when asked to, the same on any number of processes", async () => {
    const args = [
      ...FALLS,
      "--until",
      "liquidations.count == 0",
      "--points",
      "0",
      "--tolerance",
      "30%",
      "--seeds",
      "2",
    ];
    const { code, stdout, stderr } = await limit(...args, "--keep-runs", "--out", "kept", "--jobs", "2");
    expect([code, stderr]).to.deep.equal([0, ""]);
    expect(stdout)
      .to.contain("market.paths.0.change from -35% to -5%, at most 3 values on 2 seeds")
      .and.to.match(/^-35%\s+fails/m)
      .and.to.contain("It holds on each of 2 seeds at -5%, no longer at -35%.");

    const [folder = ""] = readdirSync(join(cwd, "kept"));
    const read = (file: string) => readFileSync(join(cwd, "kept", folder, file), "utf8");
    const found = JSON.parse(read("limit.json")) as Limit;
    const [run] = found.curve[0]?.runs ?? [];
    expect(existsSync(join(cwd, "kept", folder, run?.folder ?? "", "trace.jsonl"))).to.equal(true);
    const again = await limit(...args, "--keep-runs", "--out", "again", "--jobs", "1", "--json");
    expect(readdirSync(join(cwd, "again"))).to.deep.equal([folder]);
    expect(again.stdout).to.equal(read("limit.json"));
  });

  it("answers with exit code 0 where there is no limit", async () => {
    const args = [...FALLS, "--until", "blocks > 0", "--points", "0", "--json", "--out", "none"];
    const { code, stdout } = await limit(...args);
    const found = JSON.parse(stdout) as Limit;
    expect([code, found.limit]).to.deep.equal([0, null]);
    expect(found.finding).to.equal("It holds at every value tried from -35% to -5%: no limit between.");
  });

  it("refuses what cannot be asked with exit code 2, and leaves nothing behind", async () => {
    const cases: [string[], string][] = [
      [["--knob", "market.paths.0.chang", "--between", "-35%", "-5%", "--until", "blocks > 0"], "KNOB_UNKNOWN"],
      [[...FALLS, "--until", "block > 0"], "UNTIL_FIELD_UNKNOWN"],
      [[...FALLS, "--until", "blocks >"], "UNTIL_SYNTAX"],
      [[...FALLS, "--until", "prices.WEHT.low > 0", "--points", "0"], "UNTIL_FIELD_ABSENT"],
      [["--knob", "market.paths.0.change", "--between", "-5%", "--until", "blocks > 0"], "BETWEEN_INVALID"],
    ];
    const outcomes = await Promise.all(cases.map(([args]) => limit(...args, "--out", "refused", "--json")));
    for (const [i, [, fault]] of cases.entries()) {
      expect([outcomes[i]?.code, outcomes[i]?.stdout], fault).to.deep.equal([2, ""]);
      expect(outcomes[i]?.stderr).to.match(new RegExp(`^Error: .+\\. \\[${fault}\\]\n  at --.+\n  hint: .+\n$`));
    }
    expect(existsSync(join(cwd, "refused"))).to.equal(false);
  });
  it("stops when it is asked to and leaves nothing behind", async () => {
    const { code, stderr } = await faultline(
      ["limit", "one.yaml", ...FALLS, "--until", "blocks > 0", "--out", "stopped"],
      {
        cwd,
        interruptAt: "at most 9 values",
      },
    );
    expect([code, stderr.split("\n")[0]]).to.deep.equal([
      1,
      "Error: The runs were stopped; nothing was written. [INTERRUPTED]",
    ]);
    expect(existsSync(join(cwd, "stopped"))).to.equal(false);
  });
}).timeout(240_000);

describe("joinPair", () => {
  it("makes one argument of an option's two values, dashes or not", () => {
    expect(joinPair(["limit", "--between", "-40%", "-5%", "--json"], "--between")).to.deep.equal([
      "limit",
      "--between",
      "-40% -5%",
      "--json",
    ]);
  });

  it("leaves alone what has not two values", () => {
    for (const args of [
      ["--between", "2", "--json"],
      ["--between", "2"],
      ["run", "stack"],
      ["--between=2", "10"],
    ])
      expect(joinPair(args, "--between")).to.deep.equal(args);
  });
});
