/**
 * A stack of four layers on a few dozen accounts, in the words of a scenario file: staked ether, a loop vault on it,
 * its shares as collateral and as margin, and what was borrowed against them in perpetuals and in a basis vault, which
 * lends its idle money to the very market whose collateral the shares are.
 */
export const TINY_VAULTS = `name: tiny-vaults
question: Does a stack of vaults keep its promises on a few dozen accounts?

chain:
  startTime: "2025-10-10T20:45:00Z"
  maxBlocks: 60

assets:
  USDC: { decimals: 6, priceUsd: 1, feed: { deviation: 0.25%, heartbeatSeconds: 86400 } }
  WETH: { decimals: 18, priceUsd: 4000, quote: USDC }
  wstETH:
    decimals: 18
    staked: { over: WETH, exchangeRate: 1.22, growthPerYear: 3% }
  loopETH:
    vault:
      kind: loop
      asset: wstETH
      debt: WETH
      eMode: 1
      fees: { entry: 0.1%, exit: 0.1% }
      idleShare: 5%
      maxTradeUsd: 500_000
      leverage: { target: 4, min: 3.5, max: 4.5, ripcord: 5 }
      oracle: { mode: nav }
  basisUSD:
    vault:
      kind: basis
      asset: USDC
      spot: WETH
      market: ETH
      maxTradeUsd: 250_000
      parkedShare: 50%
      hedge: { rule: sellSpot }
      oracle: { mode: nav }

lending:
  reserves:
    loopETH: { ltv: 70%, liquidationThreshold: 75%, liquidationBonus: 6%, borrowable: false }
    WETH: { ltv: 80%, liquidationThreshold: 83%, liquidationBonus: 5%, lenderUsd: 20_000_000 }
    wstETH: { ltv: 78.5%, liquidationThreshold: 81%, liquidationBonus: 6%, lenderUsd: 1_000_000 }
    USDC: { ltv: 75%, liquidationThreshold: 78%, liquidationBonus: 4.5%, lenderUsd: 4_000_000 }
  lenders: 2
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
  depthUsdPerLog: { WETH: 30_000_000, wstETH: 30_000_000 }
  recoveryHalfLifeSeconds: 600
  paths:
    - { kind: shock, asset: WETH, change: -4%, atBlock: 3 }

changes:
  - { kind: slash, atBlock: 2, asset: wstETH, loss: 6.5% }

perps:
  preset: synthetix-v3
  quote: USDC
  poolUsd: 5_000_000
  liquidityProviders: 2
  insuranceUsd: 20_000
  collateral: { loopETH: { haircut: 20%, saleDiscount: 5% } }
  markets:
    ETH: { asset: WETH }

population:
  savers:
    kind: depositor
    vault: loopETH
    count: 6
    equityUsd: { min: 50_000, max: 200_000 }
    run: { share: 50%, sharePriceLoss: 5%, rumour: { atBlock: 6, share: 30% } }
  basis-savers:
    kind: depositor
    vault: basisUSD
    count: 4
    equityUsd: { min: 50_000, max: 100_000 }
    run: { share: 75%, utilisation: 98% }
  borrowers:
    kind: borrower
    count: 3
    collateral: WETH
    debt: USDC
    equityUsd: { min: 50_000, max: 200_000 }
    healthFactor: { min: 1.05, max: 1.15 }
  pledgers:
    kind: borrower
    count: 4
    collateral: loopETH
    debt: USDC
    equityUsd: { min: 50_000, max: 150_000 }
    healthFactor: { min: 1.1, max: 1.3 }
  stackers:
    kind: stacker
    vault: loopETH
    count: 6
    equityUsd: { min: 50_000, max: 150_000 }
    borrow: USDC
    healthFactor: { min: 1.15, max: 1.4 }
    invest:
      perp: { market: ETH, side: long, share: 40%, leverage: { min: 3, max: 5 } }
      vault: { name: basisUSD, share: 40% }
    run: { sharePriceLoss: 2% }
  longs:
    kind: trader
    market: ETH
    side: long
    count: 6
    equityUsd: { min: 10_000, max: 60_000 }
    leverage: { min: 3, max: 8 }
    collateral: { asset: loopETH, share: 50% }
  shorts:
    kind: trader
    market: ETH
    side: short
    count: 6
    equityUsd: { min: 20_000, max: 60_000 }
    leverage: { min: 2, max: 5 }

agents:
  flash: { kind: liquidator, funding: flash, minimumProfitUsd: 20 }
  desk: { kind: liquidator, funding: inventory, capitalUsd: 500_000, minimumProfitUsd: 20, reactionBlocks: 1 }
  arbitrage: { kind: arbitrageur, budgetUsd: 5_000_000 }
  keepers: { kind: perpKeeper, count: 2 }
  deleveragers: { kind: adlKeeper }
  stewards: { kind: vaultKeeper }
  hedge-desk: { kind: hedger }
`;
