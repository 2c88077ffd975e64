import type { ReportInput } from "../../src/report/page.ts";

/** A scenario as a user would write it, for a made-up run. */
export function sampleParameters(seed: number, shock: number): ReportInput["scenario"] {
  const reserve = (ltv: string, threshold: string, bonus: string) => ({
    ltv,
    liquidationThreshold: threshold,
    liquidationBonus: bonus,
    reserveFactor: "10%",
    supplyCap: 0,
    borrowCap: 0,
  });
  return {
    name: "eth-spiral",
    question: "How much deeper does an ETH shock go when a levered book is sold into pools of this depth?",
    about:
      "An instant fall of ETH meets borrowers and loopers on WETH, wstETH and USDC. What liquidators seize is sold on the pools, arbitrage carries the price to the reference, and the oracle follows.",
    parameters: {
      seed,
      chain: { startTime: "2025-01-01T00:00:00Z", blockSeconds: 12, blockGasLimit: 60_000_000, maxBlocks: 300 },
      assets: {
        WETH: { decimals: 18, priceUsd: 3842.5 },
        wstETH: { decimals: 18 },
        USDC: { decimals: 6, priceUsd: 1 },
      },
      lending: {
        preset: "aave-v3.6",
        reserves: {
          WETH: reserve("80.5%", "83%", "5%"),
          wstETH: reserve("78.5%", "81%", "6%"),
          USDC: reserve("75%", "78%", "4.5%"),
        },
        eModes: [{ label: "ETH correlated", ltv: "93%", liquidationThreshold: "95.5%", liquidationBonus: "1%" }],
      },
      market: {
        coupling: "on",
        depthUsdPerLog: { WETH: 65_000_000 },
        recoveryHalfLifeSeconds: "never",
        paths: [{ kind: "shock", asset: "WETH", change: `-${shock * 100}%`, atBlock: 8 }],
      },
      population: { borrowers: { count: 300 }, loopers: { count: 125 }, "e-mode": { count: 75 } },
      agents: {
        "liquidator-fast": { kind: "liquidator", flash: true, minProfitUsd: 10, delayBlocks: 0 },
        "liquidator-slow": { kind: "liquidator", flash: false, capitalUsd: 5_000_000, delayBlocks: 2 },
      },
      expect: {},
    },
  };
}
