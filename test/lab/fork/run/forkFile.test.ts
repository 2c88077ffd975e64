import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readForkFile } from "../../../../src/fork/run/forkFile.ts";
import { SCENARIOS } from "../../../../src/scenario/catalogue.ts";
import { faultOf } from "../../../support/faultOf.ts";

const WETH = "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2";

describe("readForkFile", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "fork-file-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  function fileOf(text: string): string {
    const file = join(folder, "any.yaml");
    writeFileSync(file, text);
    return file;
  }
  const faultIn = (text: string) => faultOf(() => readForkFile(fileOf(text)));

  it("takes what a scenario says of the chain, and keeps the rest to be laid over it", () => {
    const { fork, body, leftOut } = readForkFile(
      fileOf(`name: mine\nfork: { assets: { WETH: "${WETH}" }, eModes: [1] }\npopulation: {}\n`),
    );
    expect(fork).to.deep.equal({ assets: { WETH: WETH.toLowerCase() }, eModes: [1] });
    expect(body.items.map(({ key }) => String(key))).to.deep.equal(["name", "population"]);
    expect(leftOut).to.deep.equal([]);
  });

  it("leaves out of any other scenario what describes a chain of its own, and who has no venue on a real one", () => {
    const { fork, body, leftOut } = readForkFile(join(SCENARIOS, "demo.yaml"));
    expect(fork).to.deep.equal({});
    expect(leftOut).to.deep.equal([
      "assets",
      "lending",
      "pools",
      "perps",
      "population.longs",
      "population.shorts",
      "agents.keeper",
      "agents.deleverager",
    ]);
    const kept = body.toJSON() as { population: object; agents: object };
    expect(Object.keys(kept.population)).to.deep.equal(["borrowers", "loopers", "staked-looper"]);
    expect(Object.keys(kept.agents)).to.deep.equal(["liquidator"]);
  });

  it("begins when the fork does, not when the file says", () => {
    const { body, leftOut } = readForkFile(
      fileOf("chain: { startTime: 2025-01-01T00:00:00Z, blockSeconds: 3600, maxBlocks: 5 }\n"),
    );
    expect(body.toJSON()).to.deep.equal({ chain: { maxBlocks: 5 } });
    expect(leftOut).to.deep.equal(["chain.startTime", "chain.blockSeconds"]);
  });

  it("leaves out prices of a chain of its own, and keeps changes", () => {
    const { body, leftOut } = readForkFile(join(SCENARIOS, "wick.yaml"));
    expect(leftOut).to.include("market.paths with prices of their own");
    expect(body.toJSON().market.paths).to.deep.equal([]);
    const kept = readForkFile(join(SCENARIOS, "demo.yaml")).body.toJSON().market.paths;
    expect(kept).to.have.lengthOf(1);
  });

  for (const [text, code, line] of [
    ["fork: {}\nlending: { reserves: {} }\n", "FORK_KEY", 2],
    ["fork: {}\ntreatments: {}\n", "FORK_KEY", 2],
    ["fork: {}\nchain:\n  startTime: 2025-01-01T00:00:00Z\n", "FORK_KEY", 2],
    ["name: a\nfork: { reserves: [] }\n", "SCENARIO_KEY_UNKNOWN", 2],
    ["fork: { assets: { WETH: 12 } }\n", "SCENARIO_VALUE", 1],
    ['fork: { pools: ["0x12"] }\n', "SCENARIO_VALUE", 1],
    ["- a\n", "SCENARIO_SYNTAX", 1],
    ["a: [\n", "SCENARIO_SYNTAX", 2],
  ] as const) {
    it(`refuses ${JSON.stringify(text)} at its line`, () => {
      const fault = faultIn(text);
      expect(fault).to.include({ code, exitCode: 2 });
      expect(fault.place).to.include({ line });
      expect(fault.hint).to.not.equal(undefined);
    });
  }

  it("says which file cannot be read", () => {
    expect(faultOf(() => readForkFile("no/such.yaml"))).to.include({ code: "SCENARIO_UNREADABLE", exitCode: 2 });
  });
});
