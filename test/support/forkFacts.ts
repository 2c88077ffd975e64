import type { LendingFacts, ReserveFacts } from "../../src/fork/market/lendingFacts.ts";
import type { PoolFacts } from "../../src/fork/market/poolFacts.ts";
import { sqrtPriceFromPrice } from "../../src/model/marketPrice.ts";
import { poolFromPositions } from "../../src/model/poolFromPositions.ts";
import { WAD } from "../../src/units.ts";

const address = (two: string) => `0x${two.repeat(20)}`;

function reserve(id: number, symbol: string, decimals: number, price: bigint | undefined): ReserveFacts {
  return {
    id,
    symbol,
    asset: address(`${id}1`),
    decimals,
    aToken: address(`${id}2`),
    debtToken: address(`${id}3`),
    price,
    ltv: 8_050n,
    liquidationThreshold: 8_300n,
    liquidationBonus: 500n,
    protocolFee: 1_000n,
    reserveFactor: 1_500n,
    borrowable: true,
    flashLoans: true,
    liquidatable: true,
    supplyCap: 1_800_000n,
    borrowCap: 0n,
  };
}

/** Facts that are made up: WETH at $2,000, wstETH at $2,400, USDC, and an e-mode of the first two. */
export function someFacts(changes: Partial<LendingFacts> = {}): LendingFacts {
  return {
    pool: address("aa"),
    provider: address("ab"),
    configurator: address("ac"),
    oracle: address("ad"),
    baseCurrencyDecimals: 8,
    preset: "aave-v3.0",
    release: "1",
    notes: [],
    flashLoanPremium: 5n,
    reserves: [
      reserve(0, "WETH", 18, 2_000_00000000n),
      reserve(1, "wstETH", 18, 2_400_00000000n),
      reserve(3, "USDC", 6, 1_00000000n),
    ],
    eModes: [
      {
        id: 1,
        label: "ETH correlated",
        ltv: 9_300n,
        liquidationThreshold: 9_500n,
        liquidationBonus: 100n,
        collateral: ["WETH", "wstETH"],
        borrowable: ["WETH"],
      },
    ],
    ...changes,
  };
}

/** A made-up Uniswap v3 pool of WETH and USDC at $2,000. */
export function somePool(): PoolFacts {
  const side = { baseIsToken0: true, baseDecimals: 18, quoteDecimals: 6 };
  const sqrtPriceX96 = sqrtPriceFromPrice(2_000n * WAD, side);
  const position = { tickLower: -887_270, tickUpper: 887_270, liquidity: 10n ** 18n };
  const state = poolFromPositions(sqrtPriceX96, 500, 10, [position]);
  return { address: address("e0"), base: "WETH", quote: "USDC", fee: 500, baseIsToken0: true, state };
}
