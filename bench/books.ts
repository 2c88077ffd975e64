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
/** The same of the stacked book. */
const STACK_GROUPS = {
  savers: 250,
  "basis-savers": 100,
  pledgers: 150,
  stackers: 150,
  "eth-borrowers": 150,
  longs: 100,
  shorts: 100,
};
const STACK = {
  "assets.loopETH.vault.maxTradeUsd": 1e7,
  "assets.basisUSD.vault.maxTradeUsd": 5e6,
  "lending.reserves.WETH.lenderUsd": 5e8,
  "lending.reserves.wstETH.lenderUsd": 2e7,
  "lending.reserves.USDC.lenderUsd": 1e8,
  "pools.0.depth.constantUsdPerLog": 5e8,
  "pools.1.depth.constantUsdPerLog": 2e9,
  "market.depthUsdPerLog.WETH": 1.5e9,
  "market.depthUsdPerLog.wstETH": 1.5e9,
  "perps.poolUsd": 1e8,
  "perps.insuranceUsd": 5e5,
  "perps.markets.ETH.trading.skewScale": 2e6,
  "agents.desk.capitalUsd": 5e6,
  "agents.arbitrage.budgetUsd": 2e8,
};
/** A round of deleveraging that does not fit a block is not begun: gas to prove and fill one, for each account. */
const ROUND_GAS = 24_000;
const LEAST_GAS_LIMIT = 60_000_000;

/** The lending book at a size: everything in it, depths and lenders included, scales with the number of accounts. */
export function lendingBook(positions: number): LoadedScenario {
  return load("book.yaml", [...counts(GROUPS, positions), ...scaled(LENDING, positions)]);
}

/** The perpetual book at a size: half longs, half shorts; blocks as large as a round of deleveraging needs. */
export function perpBook(positions: number): LoadedScenario {
  const gasLimit = `chain.blockGasLimit=${Math.max(LEAST_GAS_LIMIT, ROUND_GAS * positions)}`;
  return load("perps.yaml", [...counts({ longs: 500, shorts: 500 }, positions), gasLimit, ...scaled(PERPS, positions)]);
}

/** The stacked book at a size: its accounts over four layers, its vaults, depths and funds in proportion. */
export function stackBook(positions: number): LoadedScenario {
  return load("stack.yaml", [...counts(STACK_GROUPS, positions), ...scaled(STACK, positions)]);
}

function counts(groups: Readonly<Record<string, number>>, positions: number): string[] {
  return Object.entries(groups).map(
    ([group, share]) => `population.${group}.count=${Math.round((share * positions) / 1_000)}`,
  );
}

function scaled(values: Readonly<Record<string, number>>, positions: number): string[] {
  return Object.entries(values).map(([path, value]) => `${path}=${(value * positions) / 1_000}`);
}

function load(file: string, overrides: string[]): LoadedScenario {
  return loadScenario(fileURLToPath(new URL(file, import.meta.url)), overrides);
}
