import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LoadedScenario, loadScenario } from "../../src/scenario/load.ts";

/** A complete economy of a dozen accounts, in the words of a scenario file. */
export const TINY = `name: tiny
question: Does the engine keep its promises on a dozen accounts?

chain:
  startTime: "2025-10-10T20:45:00Z"
  maxBlocks: 60

assets:
  USDC: { decimals: 6, priceUsd: 1, feed: { deviation: 0.25%, heartbeatSeconds: 86400 } }
  WETH: { decimals: 18, priceUsd: 4000, quote: USDC }
  wstETH:
    decimals: 18
    staked: { over: WETH, exchangeRate: 1.22, growthPerYear: 3% }

lending:
  reserves:
    WETH: { ltv: 80%, liquidationThreshold: 83%, liquidationBonus: 5%, lenderUsd: 20_000_000 }
    wstETH: { ltv: 78.5%, liquidationThreshold: 81%, liquidationBonus: 6%, lenderUsd: 1_000_000 }
    USDC: { ltv: 75%, liquidationThreshold: 78%, liquidationBonus: 4.5%, lenderUsd: 20_000_000 }
  lenders: 1
  eModes:
    - id: 1
      label: ETH correlated
      ltv: 93%
      liquidationThreshold: 95%
      liquidationBonus: 1%
      collateral: [WETH, wstETH]
      borrowable: [WETH]

pools:
  - { base: WETH, quote: USDC, feeTier: 500, depth: { within2PercentUsd: 2_000_000, within10PercentUsd: 8_000_000 } }
  - { base: wstETH, quote: WETH, feeTier: 100, depth: { within2PercentUsd: 4_000_000, within10PercentUsd: 8_000_000 } }

market:
  depthUsdPerLog: { WETH: 30_000_000 }
  recoveryHalfLifeSeconds: 600
  paths:
    - { kind: shock, asset: WETH, change: -15%, atBlock: 2 }

population:
  borrowers:
    kind: borrower
    count: 3
    collateral: WETH
    debt: USDC
    equityUsd: { min: 50_000, max: 400_000 }
    healthFactor: { min: 1.05, max: 1.15 }
  stakers:
    kind: borrower
    count: 2
    collateral: wstETH
    debt: USDC
    equityUsd: { min: 50_000, max: 100_000 }
    healthFactor: { min: 1.05, max: 1.3 }
  loopers:
    kind: looper
    count: 2
    collateral: WETH
    debt: USDC
    equityUsd: { min: 50_000, max: 100_000 }
    leverage: { min: 3, max: 4 }
  defenders-of-loops:
    kind: looper
    count: 1
    collateral: WETH
    debt: USDC
    equityUsd: { min: 50_000, max: 100_000 }
    leverage: { min: 2.6, max: 2.6 }
    by: iteration
    defence: { share: 100%, triggerHealthFactor: 1.2, targetHealthFactor: 1.4 }
  repayers:
    kind: borrower
    count: 1
    collateral: WETH
    debt: USDC
    equityUsd: { min: 50_000, max: 100_000 }
    healthFactor: { min: 1.3, max: 1.3 }
    defence: { share: 100%, triggerHealthFactor: 1.2, targetHealthFactor: 1.5, by: repay }
  staked-loopers:
    kind: looper
    count: 1
    collateral: wstETH
    debt: WETH
    equityUsd: { min: 20_000, max: 50_000 }
    leverage: { min: 6, max: 6 }
    eMode: 1
  whale: { kind: account, supply: { WETH: 100, USDC: 50_000 }, borrow: { USDC: 200_000 } }

agents:
  flash: { kind: liquidator, funding: flash, minimumProfitUsd: 20 }
  desk: { kind: liquidator, funding: inventory, capitalUsd: 100_000, minimumProfitUsd: 20, reactionBlocks: 1 }
  arbitrage: { kind: arbitrageur, budgetUsd: 5_000_000 }
  panic: { kind: panicSeller, asset: WETH, sellUsd: 100_000, triggerChange: -10% }
`;

/** Loads scenario text with overrides, from a folder that also holds the given files; the folder is gone afterwards. */
export function loadText(
  text: string,
  overrides: readonly string[] = [],
  files: Readonly<Record<string, string>> = {},
): LoadedScenario {
  const folder = mkdtempSync(join(tmpdir(), "faultline-"));
  try {
    for (const [name, content] of Object.entries({ ...files, "scenario.yaml": text }))
      writeFileSync(join(folder, name), content);
    return loadScenario(join(folder, "scenario.yaml"), overrides);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
