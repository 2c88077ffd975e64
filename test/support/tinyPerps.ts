/** A perpetual exchange with two markets and two dozen traders, and no lending, in the words of a scenario file. */
export const TINY_PERPS = `name: tiny-perps
question: Does the exchange keep its promises on two dozen accounts?

chain:
  startTime: "2025-10-10T20:45:00Z"
  blockSeconds: 3
  maxBlocks: 60

assets:
  USDC: { decimals: 6, priceUsd: 1, feed: { deviation: 0.25%, heartbeatSeconds: 86400 } }
  WETH: { decimals: 18, priceUsd: 4000, quote: USDC }
  WBTC: { decimals: 8, priceUsd: 120_000, quote: USDC }

pools:
  - { base: WETH, quote: USDC, feeTier: 500, depth: { within2PercentUsd: 2_000_000, within10PercentUsd: 8_000_000 } }

market:
  depthUsdPerLog: { WETH: 30_000_000 }
  paths:
    - { kind: shock, asset: WETH, change: -15%, atBlock: 2 }

perps:
  preset: synthetix-v3
  quote: USDC
  poolUsd: 20_000_000
  liquidityProviders: 2
  insuranceUsd: 20_000
  collateral: { WETH: { haircut: 10%, saleDiscount: 2% } }
  liquidation: { penalty: 0.5% }
  markets:
    ETH: { asset: WETH }
    BTC: { asset: WBTC, trading: { skewScale: 10_000 } }

population:
  longs:
    kind: trader
    market: ETH
    side: long
    count: 12
    equityUsd: { min: 5_000, max: 60_000 }
    leverage: { min: 3, max: 12 }
    stop: { share: 30%, loss: 50% }
  shorts:
    kind: trader
    market: ETH
    side: short
    count: 8
    equityUsd: { min: 5_000, max: 60_000 }
    leverage: { min: 2, max: 10 }
  hedged:
    kind: trader
    market: BTC
    side: short
    count: 4
    equityUsd: { min: 10_000, max: 40_000 }
    leverage: { min: 4, max: 8 }
    collateral: { asset: WETH, share: 40% }
    also: [{ market: ETH, side: long, leverageShare: 30% }]

agents:
  keepers: { kind: perpKeeper, count: 2 }
  deleveragers: { kind: adlKeeper, scanPerCall: 10 }
  desk: { kind: skewArbitrageur, market: ETH, capitalUsd: 500_000, budgetUsd: 1_000_000 }
  arbitrage: { kind: arbitrageur, budgetUsd: 5_000_000 }
`;
