import { expect } from "chai";
import { readProjectFile } from "./repository.ts";

interface Schema {
  properties?: Record<string, Schema>;
}

/** Venues that a lending economy lacks are described as a whole. */
const AS_A_WHOLE = ["perps", "vaults"];

describe("docs/MODEL.md", () => {
  it("names every figure of the summary", () => {
    const text = readProjectFile("docs/MODEL.md");
    const { properties = {} } = JSON.parse(readProjectFile("docs/summary.schema.json")) as Schema;
    const names = Object.entries(properties).flatMap(([name, part]) =>
      AS_A_WHOLE.includes(name) ? [name] : [name, ...Object.keys(part.properties ?? {})],
    );

    expect(names.length).to.be.greaterThan(30);
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).to.deep.equal([]);
  });
});
