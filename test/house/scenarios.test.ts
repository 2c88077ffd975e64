import { readdirSync } from "node:fs";
import { expect } from "chai";
import { inProject, readProjectFile } from "./repository.ts";

describe("scenarios/", () => {
  it("lists each scenario in its README", () => {
    const names = readdirSync(inProject("scenarios"))
      .filter((name) => name !== "README.md")
      .map((name) => name.replace(/\.ya?ml$/, ""));
    const readme = readProjectFile("scenarios/README.md");

    expect(names.length).to.be.greaterThan(0);
    expect(names.filter((name) => !readme.includes(name))).to.deep.equal([]);
  });
});
