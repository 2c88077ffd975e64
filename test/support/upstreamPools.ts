import { sqrtPriceFromPrice } from "../../src/model/marketPrice.ts";
import type { PoolConfig } from "../../src/scenario/schema.ts";
import { poolPositions } from "../../src/world/poolPositions.ts";
import { createPool, type UniswapFixture } from "./uniswap.ts";
import type { UpstreamAssets, UpstreamSymbol } from "./upstreamAssets.ts";

const WAD = 10n ** 18n;
const MILLION = 10n ** 24n;
/** From the feeds' decimals to wad. */
const TO_WAD = 10n ** 10n;
/** Mainnet's governance added it. */
const LOWEST = { fee: 100, spacing: 1 };

/** Depth within 10 % of the price in millions of dollars, a sixth of it within 2 %. */
const POOLS = [
  ["WETH", "USDC", 500, 12n],
  ["WBTC", "USDC", 3_000, 6n],
  ["WBTC", "WETH", 3_000, 6n],
  ["wstETH", "WETH", LOWEST.fee, 18n],
  ["wstETH", "USDC", 500, 3n],
  ["WBTC", "wstETH", 3_000, 3n],
] as const satisfies readonly (readonly [UpstreamSymbol, UpstreamSymbol, number, bigint])[];

/** A pool of real Uniswap v3 for every pair of assets, at the feeds' prices; their addresses, in lower case. */
export async function createUpstreamPools(uniswap: UniswapFixture, assets: UpstreamAssets): Promise<string[]> {
  await (await uniswap.factory.getFunction("enableFeeAmount")(LOWEST.fee, LOWEST.spacing)).wait();
  const pools: string[] = [];
  for (const [base, quote, feeTier, depth] of POOLS) {
    const [bought, paid] = [assets[base], assets[quote]];
    const side = {
      baseIsToken0: BigInt(bought.asset) < BigInt(paid.asset),
      baseDecimals: bought.decimals,
      quoteDecimals: paid.decimals,
    };
    const sqrtPrice = sqrtPriceFromPrice((bought.price * WAD) / paid.price, side);
    const within = { within2PercentUsd: (depth * MILLION) / 6n, within10PercentUsd: depth * MILLION };
    const config = { base, quote, feeTier, depth: within } as PoolConfig;
    const positions = poolPositions(config, sqrtPrice, side, paid.price * TO_WAD, 10n ** BigInt(paid.decimals));
    const addresses = [bought.asset, paid.asset] as [string, string];
    if (!side.baseIsToken0) addresses.reverse();
    const pool = await createPool({ ...uniswap, addresses }, feeTier, sqrtPrice, positions);
    pools.push(String(pool.target).toLowerCase());
  }
  return pools;
}
