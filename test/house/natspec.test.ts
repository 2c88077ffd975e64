import { parse, visit } from "@solidity-parser/parser";
import { expect } from "chai";
import { projectFiles, readProjectFile } from "./repository.ts";

/** A NatSpec comment right above. */
const documented = (lines: string[], line: number) => /^\s*(\/\/\/|\*\/)/.test(lines[line - 2] ?? "");

function undocumented(path: string): string[] {
  const source = readProjectFile(path);
  const lines = source.split("\n");
  const names: string[] = [];
  const need = (name: string | null, line = 0) => {
    if (!documented(lines, line)) names.push(`${path}:${line} ${name}`);
  };

  visit(parse(source, { loc: true }), {
    ContractDefinition: ({ name, kind, loc }) => {
      need(name, loc?.start.line);
      return kind === "interface";
    },
    // A getter may speak for itself; what changes state may not.
    FunctionDefinition: ({ name, stateMutability, loc }) => {
      if (stateMutability !== "view" && stateMutability !== "pure") need(name, loc?.start.line);
    },
  });
  return names;
}

describe("NatSpec", () => {
  it("says what each contract is and what each entry point of an interface does", () => {
    const sources = projectFiles(/^contracts\/.*\.sol$/);

    expect(sources.length).to.be.greaterThan(0);
    expect(sources.flatMap(undocumented)).to.deep.equal([]);
  });
});
