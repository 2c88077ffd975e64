import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect } from "chai";
import { scenarioFiles, scenarioNames } from "../../../src/scenario/catalogue.ts";
import { loadScenario } from "../../../src/scenario/load.ts";
import { faultOf } from "../../support/faultOf.ts";

describe("scenarioFiles", () => {
  const folder = mkdtempSync(join(tmpdir(), "faultline-"));
  after(() => rmSync(folder, { recursive: true }));

  it("finds every bundled scenario, and each of them is valid", () => {
    expect(scenarioNames()).to.include.members(["eth-loops", "eth-spiral"]);
    for (const file of scenarioNames().flatMap(scenarioFiles))
      expect(loadScenario(file).scenario.question, file).to.match(/\?$/);
  });

  it("takes a file, or the YAML files of a folder by name", () => {
    for (const name of ["b.yaml", "a.yaml", "c.txt"]) writeFileSync(join(folder, name), "");
    expect(scenarioFiles(join(folder, "b.yaml"))).to.deep.equal([join(folder, "b.yaml")]);
    expect(scenarioFiles(folder).map((file) => basename(file))).to.deep.equal(["a.yaml", "b.yaml"]);
  });

  for (const name of ["eth-sprial", "", "no/such/file.yaml"]) {
    it(`knows no scenario "${name}" and lists what there is`, () => {
      const fault = faultOf(() => scenarioFiles(name));
      expect(fault.code).to.equal("SCENARIO_UNKNOWN");
      expect(fault.exitCode).to.equal(2);
      expect(fault.hint).to.contain("eth-spiral");
    });
  }

  it("suggests the scenario that was probably meant", () => {
    expect(faultOf(() => scenarioFiles("eth-sprial")).hint).to.match(/^Did you mean "eth-spiral"\?/);
  });

  it("refuses a folder without a scenario", () => {
    const empty = mkdtempSync(join(folder, "empty-"));
    expect(faultOf(() => scenarioFiles(empty)).code).to.equal("SCENARIO_UNKNOWN");
  });
});
