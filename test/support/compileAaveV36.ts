import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import type { InterfaceAbi } from "ethers";

const require = createRequire(import.meta.url);
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const HOME = "@aave-dao/aave-v3-origin/src/contracts/";
/** Where npm puts what the sources import by the names of their own build. */
const PACKAGES: Record<string, string> = {
  "openzeppelin-contracts-upgradeable/contracts/": "@openzeppelin/contracts-upgradeable/",
  "openzeppelin-contracts/contracts/": "@openzeppelin/contracts/",
  "solidity-utils/": "@bgd-labs/solidity-utils/src/",
};
const CONTRACTS = [
  "instances/PoolInstance",
  "instances/PoolConfiguratorInstance",
  "instances/ATokenInstance",
  "instances/VariableDebtTokenInstance",
  "protocol/configuration/PoolAddressesProvider",
  "protocol/configuration/ACLManager",
  "misc/AaveOracle",
  "misc/DefaultReserveInterestRateStrategyV2",
  "helpers/AaveProtocolDataProvider",
];
const IMPORT = /^[^*/\n]*?(?:from|import)\s+['"]([^'"]+)['"]/gm;
const SETTINGS = {
  optimizer: { enabled: true, runs: 200 },
  evmVersion: "cancun",
  outputSelection: { "*": { "*": ["abi", "evm.bytecode.object", "evm.bytecode.linkReferences"] } },
};

type Link = { start: number; length: number };

/** What one contract was compiled to, in the shape of Hardhat's artifacts. */
export type CompiledContract = {
  contractName: string;
  sourceName: string;
  abi: InterfaceAbi;
  bytecode: string;
  linkReferences: Record<string, Record<string, Link[]>>;
};

/**
 * Real Aave v3.6 by contract name, compiled from its npm sources by the project's compiler. The first call takes some
 * ten seconds; what it gives stays in `cache/`, under the hash of all that went into it.
 */
export function compileAaveV36(): Record<string, CompiledContract> {
  if (!existsSync(`${ROOT}node_modules/${HOME}`)) throw new Error("Real Aave v3.6 is not installed: run `npm ci`.");
  const sources: Record<string, { content: string }> = {};
  for (const name of CONTRACTS) collect(`${HOME}${name}.sol`, sources);
  const input = JSON.stringify({ language: "Solidity", sources, settings: SETTINGS });
  const version: string = require("solc/package.json").version;
  const key = createHash("sha256").update(version).update(input).digest("hex").slice(0, 16);
  const file = `${ROOT}cache/aave-v3.6/${key}.json`;
  if (!existsSync(file)) {
    mkdirSync(posix.dirname(file), { recursive: true });
    const made = `${file}.${process.pid}`;
    writeFileSync(made, JSON.stringify(compile(input, made)));
    renameSync(made, file);
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Reads a source and everything that it imports. */
function collect(name: string, sources: Record<string, { content: string }>): void {
  if (sources[name] !== undefined) return;
  const prefix = Object.keys(PACKAGES).find((start) => name.startsWith(start));
  const path = prefix === undefined ? name : `${PACKAGES[prefix]}${name.slice(prefix.length)}`;
  const content = readFileSync(`${ROOT}node_modules/${path}`, "utf8");
  sources[name] = { content };
  for (const [, target] of content.matchAll(IMPORT)) {
    if (target === undefined) continue;
    collect(target.startsWith(".") ? posix.join(posix.dirname(name), target) : target, sources);
  }
}

/**
 * The compiler has a process of its own, whose memory ends with it. It reads and writes files: of a pipe it may find
 * nothing yet, and what it writes to one is cut off.
 */
function compile(input: string, scratch: string): Record<string, CompiledContract> {
  const path = `${scratch}.out`;
  const source = `${scratch}.in`;
  writeFileSync(source, input);
  const from = openSync(source, "r");
  const output = openSync(path, "w");
  const { status, stderr } = spawnSync(process.execPath, [require.resolve("solc/solc.js"), "--standard-json"], {
    stdio: [from, output, "pipe"],
  });
  closeSync(from);
  rmSync(source);
  closeSync(output);
  const written = readFileSync(path, "utf8");
  rmSync(path);
  if (status !== 0) throw new Error(`The compiler stopped with ${status}: ${stderr}`);
  const { contracts, errors = [] } = JSON.parse(written.slice(written.indexOf("{")));
  const wrong = errors.find(({ severity }: { severity: string }) => severity === "error");
  if (wrong !== undefined) throw new Error(wrong.formattedMessage);
  const made: Record<string, CompiledContract> = {};
  for (const [sourceName, inFile] of Object.entries<object>(contracts)) {
    for (const [contractName, { abi, evm }] of Object.entries(inFile)) {
      const { object, linkReferences } = evm.bytecode;
      if (sourceName.startsWith(HOME) && object !== "")
        made[contractName] = { contractName, sourceName, abi, bytecode: `0x${object}`, linkReferences };
    }
  }
  return made;
}
