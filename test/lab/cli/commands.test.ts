import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { faultline } from "../../support/faultline.ts";
import { TINY } from "../../support/tinyScenario.ts";

const ESCAPE = String.fromCharCode(27);

describe("the command line", () => {
  const cwd = mkdtempSync(join(tmpdir(), "faultline-"));
  before(() => {
    writeFileSync(join(cwd, "tiny.yaml"), TINY);
    writeFileSync(join(cwd, "broken.yaml"), TINY.replace("maxBlocks: 60", "maxBlock: 60"));
    writeFileSync(join(cwd, "over.yaml"), "chain:\n  maxBloks: 7\n");
    writeFileSync(join(cwd, "short.yaml"), "chain:\n  maxBlocks: 7\n");
    writeFileSync(join(cwd, "file"), "");
  });
  after(() => rmSync(cwd, { recursive: true }));

  const CASES: [what: string, args: string[], code: string, place: string][] = [
    ["an unknown scenario", ["run", "eth-sprial"], "SCENARIO_UNKNOWN", "<scenario>"],
    ["an unknown key in a file", ["run", "broken.yaml"], "SCENARIO_KEY_UNKNOWN", "  at broken.yaml:6, chain.maxBlock"],
    ["a bad file to check", ["check", "broken.yaml"], "SCENARIO_KEY_UNKNOWN", "  at broken.yaml:6, chain.maxBlock"],
    ["--set without a value", ["run", "tiny.yaml", "--set", "seed"], "SET_SYNTAX", "--set"],
    [
      "--set out of range",
      ["check", "tiny.yaml", "--set", "market.paths.0.change=-200%"],
      "SCENARIO_VALUE",
      "--set market.paths.0.change=-200%",
    ],
    [
      "an unknown key of a treatment",
      ["run", "tiny.yaml", "--with", "over.yaml"],
      "SCENARIO_KEY_UNKNOWN",
      "over.yaml:2",
    ],
    ["an unknown treatment", ["up", "tiny.yaml", "--with", "cap-4y"], "TREATMENT_UNKNOWN", "--with"],
    ["nothing as a treatment", ["check", "tiny.yaml", "--with", "file"], "TREATMENT_EMPTY", "file"],
    ["a seed that is none", ["run", "tiny.yaml", "--seed", "1e3"], "SEED_INVALID", "--seed"],
    ["an output folder that is a file", ["run", "tiny.yaml", "--json", "--out", "file"], "OUT_NOT_WRITABLE", "--out"],
    [
      "an expectation of nothing",
      ["check", "tiny.yaml", "--set", "expect.liquidation={ max: 1 }"],
      "EXPECT_FIELD_UNKNOWN",
      "expect.liquidation",
    ],
  ];

  for (const [what, args, code, place] of CASES) {
    it(`answers ${what} with one sentence, the place, a hint and exit code 2`, async () => {
      const { code: exit, stdout, stderr } = await faultline(args, { cwd });
      expect(exit).to.equal(2);
      expect(stdout).to.equal("");
      const [sentence = "", at = "", hint = "", ...more] = stderr.trimEnd().split("\n");
      expect(sentence).to.match(new RegExp(`^Error: .+\\. \\[${code}\\]$`));
      expect(at)
        .to.match(/^ {2}at /)
        .and.to.contain(place);
      expect(hint).to.match(/^ {2}hint: \S/);
      expect(more).to.deep.equal([]);
    });
  }

  it("answers an unknown verb and an unknown option with exit code 2 and no stack", async () => {
    for (const args of [["rum"], ["run", "--sed", "1"], ["run"]]) {
      const { code, stderr } = await faultline(args, { cwd });
      expect(code, args.join(" ")).to.equal(2);
      expect(stderr)
        .to.match(/^error: /)
        .and.to.contain("--help");
      expect(stderr).not.to.match(/\n\s+at /);
    }
  });

  it("shows a stack with --debug alone", async () => {
    const { code, stderr } = await faultline(["--debug", "check", "nowhere"], { cwd });
    expect(code).to.equal(2);
    expect(stderr).to.match(/\n {4}at \S+/);
  });

  it("explains each verb that it lists", async () => {
    const { stdout: list } = await faultline(["--help"]);
    const verbs = [...list.slice(list.indexOf("Commands:")).matchAll(/^ {2}(\w+) /gm)].map(([, verb = ""]) => verb);
    const known = verbs.filter((verb) => verb !== "help");
    expect(known).to.include.members(["run", "scenarios", "check", "open", "close"]);
    const pages = await Promise.all(known.map((verb) => faultline([verb, "--help"])));
    for (const [i, { code, stdout }] of pages.entries()) {
      expect(code).to.equal(0);
      expect(stdout)
        .to.match(new RegExp(`^Usage: faultline ${known[i]}`))
        .and.to.contain("Options:");
      expect(stdout.split("\n\n")[1], "what it does").to.match(/^[A-Z].*\.$/s);
    }
  });

  it("colours what it prints, unless NO_COLOR asks it not to", async () => {
    const header = async (env: Record<string, string>) =>
      (await faultline(["run", "tiny.yaml", "--out", "file"], { cwd, env: { CI: "1", ...env } })).stdout;
    const [coloured, plain] = await Promise.all([header({ NO_COLOR: "" }), header({ NO_COLOR: "1" })]);
    expect(coloured).to.contain(ESCAPE);
    expect(plain).to.equal("tiny  Does the engine keep its promises on a dozen accounts?\n");
  });

  it("lists the scenarios, as a table and as JSON", async () => {
    const [table, json] = await Promise.all([faultline(["scenarios"]), faultline(["scenarios", "--json"])]);
    expect(table.stdout).to.contain("eth-spiral").and.to.contain("eth-loops");
    const listed = JSON.parse(json.stdout) as { name: string; question: string }[];
    expect(listed.map(({ name }) => name)).to.include("eth-spiral");
    expect([table.code, json.code]).to.deep.equal([0, 0]);
  });

  it("checks a scenario with a treatment over it, under what --set says", async () => {
    const blocks = async (...args: string[]) => {
      const { stdout } = await faultline(["check", "tiny.yaml", "--resolved", ...args], { cwd });
      return /maxBlocks: (\d+)/.exec(stdout)?.[1];
    };
    expect(await blocks("--with", "short.yaml")).to.equal("7");
    expect(await blocks("--set", "chain.maxBlocks=8", "--with", "short.yaml+throttle")).to.equal("8");
  });

  it("checks what is valid with exit code 0, and prints it with every default when asked to", async () => {
    const { code, stdout } = await faultline(["check", "tiny.yaml"], { cwd });
    expect([code, stdout]).to.deep.equal([0, "tiny: valid.\n"]);
    const resolved = await faultline(["check", "tiny.yaml", "--resolved", "--set", "seed=9"], { cwd });
    expect(resolved.stdout).to.contain("seed: 9").and.to.contain("ordering: priority-fee");
    writeFileSync(join(cwd, "resolved.yaml"), resolved.stdout);
    expect((await faultline(["check", "resolved.yaml"], { cwd })).stdout).to.equal("tiny: valid.\n");
  });
}).timeout(120_000);
