import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Interface, type InterfaceAbi } from "ethers";
import { artifacts } from "hardhat";

const require = createRequire(import.meta.url);
const ERRORS = "contracts/protocol/libraries/helpers/Errors.sol";
const BUNDLED = ["LendingPool", "AToken", "VariableDebtToken", "MintableToken"];
const OF_SOLIDITY = new Interface(["error Error(string reason)", "error Panic(uint256 code)"]);

/** What an error is called, from what a call that reverted returned. */
export type NameOfError = (returned: string) => string;

/**
 * Names of the errors of the bundled pool, of the tokens, and of real Aave as its own sources list them: v3.0 reverts with
 * numbers as strings, which `Errors.sol` names; v3.6 with custom errors.
 */
export async function twinErrors(): Promise<NameOfError> {
  const artifactsOf = await Promise.all(BUNDLED.map((name) => artifacts.readArtifact(name)));
  const custom = [
    OF_SOLIDITY,
    ...artifactsOf.map(({ abi }) => new Interface(abi as InterfaceAbi)),
    new Interface([...sourceOf(`@aave-dao/aave-v3-origin/src/${ERRORS}`).matchAll(/error \w+\(.*?\)/g)].map(String)),
  ];
  const numbered = sourceOf(`@aave/core-v3/${ERRORS}`).matchAll(/constant (\w+) = '(\d+)'/g);
  const names = new Map(Array.from(numbered, ([, name = "", number = ""]) => [number, name]));

  return (returned) => {
    if (returned === "0x") return "nothing";
    for (const errors of custom) {
      const error = errors.parseError(returned);
      if (error === null) continue;
      if (errors !== OF_SOLIDITY) return error.name;
      const [said] = error.args as unknown as [string | bigint];
      return typeof said === "string" ? (names.get(said) ?? said) : `Panic ${said}`;
    }
    return returned;
  };
}

function sourceOf(file: string): string {
  return readFileSync(require.resolve(file), "utf8");
}
