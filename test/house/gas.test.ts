import { expect } from "chai";
import { projectFiles, readProjectFile } from "./repository.ts";

describe(".gas-snapshot", () => {
  it("holds each test of test/gas and nothing else", () => {
    const tests = projectFiles(/^test\/gas\/.*\.t\.sol$/).flatMap((path) => {
      const source = readProjectFile(path);
      const [, contract] = source.match(/^contract (\w+)/m) ?? [];
      return [...source.matchAll(/function (test\w*)\(/g)].map(([, name]) => `${contract}#${name}()`);
    });
    const held = readProjectFile(".gas-snapshot")
      .trim()
      .split("\n")
      .map((line) => line.replace(/ \(gas: \d+\)$/, ""));

    expect(tests.length).to.be.greaterThan(0);
    expect(held.toSorted()).to.deep.equal(tests.toSorted());
  });
});
