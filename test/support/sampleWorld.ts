import type { WorldRow } from "../../src/trace/row.ts";

const address = (byte: string) => `0x${byte.repeat(20)}`;

/** The first row of a made-up trace. */
export function sampleWorld(seed: number): WorldRow {
  return {
    kind: "world",
    scenario: "eth-spiral",
    seed,
    version: "0.1.0",
    preset: "aave-v3.6",
    blockSeconds: 12,
    assets: [
      { symbol: "WETH", address: address("01"), decimals: 18, feed: address("a1"), priceUsd: "3842.50000000" },
      {
        symbol: "wstETH",
        address: address("02"),
        decimals: 18,
        feed: address("a2"),
        priceUsd: "4651.30000000",
        over: "WETH",
      },
      { symbol: "USDC", address: address("03"), decimals: 6, feed: address("a3"), priceUsd: "1.00000000" },
    ],
    pools: [{ name: "WETH/USDC", address: address("b1"), token0: "WETH", token1: "USDC", fee: 500 }],
    venues: { lending: address("c1") },
  };
}
