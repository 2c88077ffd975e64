import { sqrtPriceFromPrice } from "../model/marketPrice.ts";
import type { LiquidityPosition } from "../model/poolFromPositions.ts";
import { amount0Between, amount1Between } from "../model/sqrtPrice.ts";
import { sqrtPriceAtTick } from "../model/tickMath.ts";
import type { Scenario } from "../scenario/schema.ts";
import { WAD } from "../units.ts";
import type { AmmPoolInfo, Deployment } from "./deployment.ts";
import { poolPositions, startPrices } from "./poolPositions.ts";

/** A pool, the √price it starts at, and what its liquidity is made of. */
export interface PoolPlan {
  info: AmmPoolInfo;
  sqrtPrice: bigint;
  positions: LiquidityPosition[];
  /** Whether it trades the share of a vault. */
  ofShares: boolean;
}

/** Every pool of the scenario as it will be filled, in its order. */
export function planPools({ assets, pools }: Scenario, { ammPools }: Deployment): PoolPlan[] {
  const prices = startPrices(assets);
  return pools.map((config, index) => {
    const info = ammPools[index] as AmmPoolInfo;
    const decimals = (symbol: string) => assets[symbol]?.decimals ?? 18;
    const side = { ...info, baseDecimals: decimals(config.base), quoteDecimals: decimals(config.quote) };
    const [base, quote] = [prices.get(config.base) ?? WAD, prices.get(config.quote) ?? WAD];
    const sqrtPrice = sqrtPriceFromPrice((base * WAD) / quote, side);
    const positions = poolPositions(config, sqrtPrice, side, quote, 10n ** BigInt(side.quoteDecimals));
    const ofShares = [config.base, config.quote].some((symbol) => assets[symbol]?.vault !== undefined);
    return { info, sqrtPrice, positions, ofShares };
  });
}

/** What a pool's liquidity takes of one of its two assets, in smallest units, up. */
export function amountIn({ info, sqrtPrice, positions }: PoolPlan, symbol: string): bigint {
  const takesToken0 = (symbol === info.base) === info.baseIsToken0;
  return positions.reduce((sum, { tickLower, tickUpper, liquidity }) => {
    const [low, high] = [sqrtPriceAtTick(tickLower), sqrtPriceAtTick(tickUpper)];
    const at = sqrtPrice < low ? low : sqrtPrice > high ? high : sqrtPrice;
    return sum + (takesToken0 ? amount0Between(at, high, liquidity, true) : amount1Between(low, at, liquidity, true));
  }, 0n);
}
