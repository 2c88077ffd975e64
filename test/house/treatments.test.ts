import { expect } from "chai";
import { FaultlineError, type Place } from "../../src/errors.ts";
import { scenarioFiles, scenarioNames } from "../../src/scenario/catalogue.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { treatmentFiles, treatmentNames } from "../../src/scenario/treatmentFiles.ts";
import { treatmentSchema } from "../../src/scenario/treatmentSchema.ts";
import { readProjectFile } from "./repository.ts";

const SCENARIOS = scenarioNames().flatMap(scenarioFiles);

/** Of the scenarios, how many a treatment fits; where it does not, the fault is told in the treatment's own file. */
function fitting(treatment: string): number {
  const [overlay = ""] = treatmentFiles(treatment);
  return SCENARIOS.filter((file) => {
    try {
      return loadScenario(file, [], [overlay]).scenario.treatments !== undefined;
    } catch (error) {
      if (!(error instanceof FaultlineError)) throw error;
      expect((error.place as Exclude<Place, string>).file, `${file} with ${treatment}: ${error.message}`).to.equal(
        overlay,
      );
      expect([error.exitCode, error.hint]).to.deep.include(2).and.to.not.include(undefined);
      return false;
    }
  }).length;
}

describe("treatments/", () => {
  const readme = readProjectFile("treatments/README.md");

  it("lists each treatment in its README, and nothing that is none", () => {
    const listed = [...readme.matchAll(/^\| \[([^\]]+)\]\(\1\.yaml\)/gm)].map(([, name]) => name);
    expect(listed.toSorted()).to.deep.equal(treatmentNames());
  });

  it("holds one for every control", () => {
    const [stack = ""] = scenarioFiles("stack");
    const used = treatmentNames().flatMap((name) =>
      Object.keys(loadScenario(stack, [], treatmentFiles(name)).scenario.treatments ?? {}),
    );
    expect([...new Set(used)].toSorted()).to.deep.equal(Object.keys(treatmentSchema.shape).toSorted());
  });

  for (const name of treatmentNames()) {
    it(`${name} fits the stack, says why it is there, and is at fault itself where it does not fit`, () => {
      const [stack = ""] = scenarioFiles("stack");
      const [overlay] = loadScenario(stack, [], treatmentFiles(name)).overlays;
      expect(overlay?.name).to.equal(name);
      expect(overlay?.why).to.match(/^[A-Z].+\.$/);
      expect(fitting(name)).to.be.at.least(1);
    });
  }
}).timeout(60_000);
