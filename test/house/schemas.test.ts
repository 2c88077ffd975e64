import { expect } from "chai";
import { publishedSchemas } from "../../src/analysis/publishedSchemas.ts";
import { scenarioReference } from "../../src/analysis/scenarioReference.ts";
import { forkSchemas } from "../../src/fork/forkSchemas.ts";
import { readProjectFile } from "./repository.ts";

describe("published JSON Schemas", () => {
  for (const [file, schema] of Object.entries({ ...publishedSchemas(), ...forkSchemas() })) {
    it(`${file} is what the code accepts; npm run schemas writes it`, () => {
      expect(JSON.parse(readProjectFile(file))).to.deep.equal(JSON.parse(JSON.stringify(schema)));
    });
  }

  it("docs/SCENARIO.md lists the keys that the code accepts; npm run schemas writes it", () => {
    expect(readProjectFile("docs/SCENARIO.md")).to.equal(scenarioReference());
  });

  it("ask for no key that has a default", () => {
    const scenario = JSON.parse(readProjectFile("docs/scenario.schema.json")) as { required: string[] };

    expect(scenario.required).to.deep.equal(["name", "question", "assets"]);
  });
});
