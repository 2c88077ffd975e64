import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { inProject } from "./repository.ts";

/** EIP-170 and EIP-3860, in bytes: a real chain refuses more. */
const MAX_CODE = 24_576;
const MAX_INIT_CODE = 49_152;

describe("deployed bytecode", () => {
  it("fits a real chain, for every contract and linked library", () => {
    const folder = inProject("artifacts/contracts");
    const artifacts = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => /\.sol\/\w+\.json$/.test(path))
      .map((path) => JSON.parse(readFileSync(join(folder, path), "utf8")));
    const tooLarge = artifacts
      .map(({ contractName, bytecode, deployedBytecode }) => ({
        contractName,
        code: (deployedBytecode.length - 2) / 2,
        initCode: (bytecode.length - 2) / 2,
      }))
      .filter(({ code, initCode }) => code >= MAX_CODE || initCode >= MAX_INIT_CODE);

    expect(artifacts.length).to.be.greaterThan(0);
    expect(tooLarge).to.deep.equal([]);
  });
});
