import { expect } from "chai";
import { parseScenarioDocument } from "../../../src/scenario/document.ts";
import { faultOf } from "../../support/faultOf.ts";

const parse = (text: string) => parseScenarioDocument(text, "a.yaml");

describe("parseScenarioDocument", () => {
  const BOMB = [
    "a: &a [x, x, x, x, x, x, x, x, x]",
    ..."bcdefg".split("").map((name, i) => {
      const before = "abcdef"[i];
      return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(", ")}]`;
    }),
  ].join("\n");

  for (const [what, text, line] of [
    ["an open bracket", "name: x\npools: [", 2],
    ["a duplicate key", "name: x\nname: y", 2],
    ["a tab for indentation", "chain:\n\tmaxBlocks: 3", 2],
    ["two documents", "name: x\n---\nname: y", 2],
    ["an alias without an anchor", "name: *nobody", undefined],
    ["aliases beyond count", BOMB, undefined],
    ["an empty file", "", 1],
    ["a list", "- 1\n- 2", 1],
    ["plain text", "hello", 1],
    ["absurd nesting", "[".repeat(20_000), undefined],
  ] as const) {
    it(`calls ${what} a fault of syntax${line === undefined ? "" : `, at line ${line}`}`, () => {
      const fault = faultOf(() => parse(text));
      expect(fault.code).to.equal("SCENARIO_SYNTAX");
      expect(fault.exitCode).to.equal(2);
      expect(fault.place).to.have.property("file", "a.yaml");
      if (line !== undefined) expect(fault.place).to.have.property("line", line);
      expect(fault.hint).to.match(/\S/);
    });
  }

  it("finds the line of a key behind an alias", () => {
    const document = parse("x: &x\n  y: 1\n  z: 2\ncopy: *x");
    expect(document.placeOf(["copy", "z"])).to.have.property("line", 3);
  });

  it("finds the nearest key that the file holds", () => {
    const document = parse("chain:\n  maxBlocks: 3\npools:\n  - base: a\n  - base: b");
    expect(document.placeOf(["chain", "missing"])).to.have.property("line", 1);
    expect(document.placeOf(["pools", 1, "base"])).to.have.property("line", 5);
    expect(document.placeOf(["nowhere"])).to.have.property("line", undefined);
  });
});
