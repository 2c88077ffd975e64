import { fileURLToPath } from "node:url";
import { type LoadedScenario, loadScenario } from "../src/scenario/load.ts";

/** Accounts of the lending book by group, in thousandths, and what grows with it. */
const GROUPS = { "eth-borrowers": 500, "staked-borrowers": 200, "eth-loopers": 200, "staked-loopers": 100 };
const LENDING = {
  "pools.0.depth.constantUsdPerLog": 1e9,
  "pools.1.depth.constantUsdPerLog": 4e9,
  "market.depthUsdPerLog.WETH": 3e9,
  "lending.reserves.WETH.lenderUsd": 1e9,
  "lending.reserves.wstETH.lenderUsd": 1e8,
  "lending.reserves.USDC.lenderUsd": 2e9,
};
const PERPS = {
  "perps.poolUsd": 1e7,
  "perps.insuranceUsd": 1e5,
  "perps.liquidation.windowSize": 400,
  "perps.markets.ETH.trading.skewScale": 1e7,
};
/** A round of deleveraging that does not fit a block is not begun: gas to prove and fill one, for each account. */
const ROUND_GAS = 24_000;
const LEAST_GAS_LIMIT = 60_000_000;

/** The lending book at a size: everything in it, depths and lenders included, scales with the number of accounts. */
export function lendingBook(positions: number): LoadedScenario {
  const counts = Object.entries(GROUPS).map(
    ([group, share]) => `population.${group}.count=${Math.round((share * positions) / 1_000)}`,
  );
  return load("book.yaml", [...counts, ...scaled(LENDING, positions)]);
}

/** The perpetual book at a size: half longs, half shorts; blocks as large as a round of deleveraging needs. */
export function perpBook(positions: number): LoadedScenario {
  const counts = ["longs", "shorts"].map((group) => `population.${group}.count=${positions / 2}`);
  const gasLimit = `chain.blockGasLimit=${Math.max(LEAST_GAS_LIMIT, ROUND_GAS * positions)}`;
  return load("perps.yaml", [...counts, gasLimit, ...scaled(PERPS, positions)]);
}

function scaled(values: Readonly<Record<string, number>>, positions: number): string[] {
  return Object.entries(values).map(([path, value]) => `${path}=${(value * positions) / 1_000}`);
}

function load(file: string, overrides: string[]): LoadedScenario {
  return loadScenario(fileURLToPath(new URL(file, import.meta.url)), overrides);
}
