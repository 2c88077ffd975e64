import { fileURLToPath } from "node:url";
import toolbox from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { defineConfig } from "hardhat/config";
import { plainComparisons } from "./scripts/hardhat/plainComparisons.ts";
import { quietDependencies } from "./scripts/hardhat/quietDependencies.ts";

/** `npm run test:deep`: the same properties, for longer. */
const deep = process.env.FAULTLINE_DEEP === "1";

export default defineConfig({
  plugins: [toolbox, quietDependencies, plainComparisons],
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
      fuzz: { runs: deep ? 10_000 : 256 },
      invariant: { runs: deep ? 128 : 16, depth: deep ? 500 : 100, failOnRevert: true },
      fsPermissions: { readDirectory: ["./node_modules/@uniswap", "./test"] },
    },
  },
});
