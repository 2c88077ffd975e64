/** Overrides that leave eth-spiral a sixth of its accounts and depth, loops small enough to open, and bad debt. */
export const SMALL_SPIRAL: readonly string[] = [
  "seed=2",
  "population.eth-borrowers.count=36",
  "population.staked-borrowers.count=18",
  "population.eth-loopers.count=20",
  "population.eth-loopers.equityUsd.max=250000",
  "population.staked-loopers.count=8",
  "market.depthUsdPerLog.WETH=250000000",
  "market.depthUsdPerLog.wstETH=250000000",
  "pools.0.depth.constantUsdPerLog=83000000",
  "pools.1.depth.constantUsdPerLog=330000000",
];
