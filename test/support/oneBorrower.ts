/** How far above liquidation the only borrower begins: it is liquidated once ether fell by 1 − 1 ÷ 1.25. */
export const FALL_THAT_LIQUIDATES = 1 - 1 / 1.25;

/** The smallest scenario in which somebody can be liquidated: one borrower, one liquidator, a price that falls once. */
export const ONE_BORROWER = `name: one-borrower
question: Which fall of ether liquidates the only borrower?

chain: { maxBlocks: 20 }

assets:
  USDC: { decimals: 6, priceUsd: 1 }
  WETH: { decimals: 18, priceUsd: 4000, quote: USDC }

lending:
  reserves:
    WETH: { ltv: 80%, liquidationThreshold: 83%, lenderUsd: 1_000_000 }
    USDC: { ltv: 75%, liquidationThreshold: 78%, lenderUsd: 10_000_000 }
  lenders: 1

pools:
  - { base: WETH, quote: USDC, feeTier: 500, depth: { within2PercentUsd: 20_000_000, within10PercentUsd: 80_000_000 } }

market:
  coupling: off
  paths:
    - { kind: shock, asset: WETH, change: -15%, atBlock: 1 }

population:
  borrower:
    kind: borrower
    count: 1
    collateral: WETH
    debt: USDC
    equityUsd: { min: 300_000, max: 300_000 }
    healthFactor: { min: 1.25, max: 1.25 }

agents:
  flash: { kind: liquidator, funding: flash, minimumProfitUsd: 20 }
`;
