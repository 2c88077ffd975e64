import { fileURLToPath } from "node:url";
import toolbox from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { defineConfig } from "hardhat/config";
import { parallelMochaTests } from "./scripts/hardhat/parallelMochaTests.ts";
import { parallelTestBuild } from "./scripts/hardhat/parallelTestBuild.ts";
import { plainComparisons } from "./scripts/hardhat/plainComparisons.ts";
import { quietDependencies } from "./scripts/hardhat/quietDependencies.ts";

/**
 * How long properties are tried. `normal` and `light` (coverage) try the same cases every time, so that a run can be
 * repeated; `npm run test:deep` tries new ones.
 */
const EFFORTS = {
  light: { fuzz: 48, runs: 4, depth: 50, seed: "0x0fa1" },
  normal: { fuzz: 256, runs: 16, depth: 100, seed: "0x0fa1" },
  deep: { fuzz: 10_000, runs: 128, depth: 500, seed: `0x${Date.now().toString(16)}` },
} as const;
const effort = EFFORTS[(process.env.FAULTLINE_EFFORT ?? "normal") as keyof typeof EFFORTS];

export default defineConfig({
  plugins: [toolbox, quietDependencies, parallelMochaTests, parallelTestBuild, plainComparisons],
  solidity: {
    version: "0.8.30",
    path: fileURLToPath(import.meta.resolve("solc/soljson.js")),
    settings: { optimizer: { enabled: true, runs: 200 }, viaIR: false, evmVersion: "cancun" },
    splitTestsCompilation: true,
  },
  paths: {
    ignition: "./deploy",
    tests: { solidity: "./test", mocha: "./test" },
  },
  // A node that `faultline up` started; the address is given at run time.
  networks: { live: { type: "http", url: "http://127.0.0.1:8545" } },
  typechain: { outDir: "./types/ethers-contracts", tsNocheck: true },
  test: {
    mocha: { timeout: 120_000 },
    solidity: {
      fuzz: { runs: effort.fuzz, seed: effort.seed },
      invariant: { runs: effort.runs, depth: effort.depth, failOnRevert: true },
      fsPermissions: { readDirectory: ["./node_modules/@uniswap", "./test"] },
    },
  },
});
