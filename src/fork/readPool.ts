import { Interface, type Result } from "ethers";
import type { PoolState } from "../model/swap.ts";
import { MAX_TICK, MIN_TICK } from "../model/tickMath.ts";
import { read } from "../world/read.ts";
import { poolTicks } from "./poolTicks.ts";
import { type AnyChain, quietly } from "./quietly.ts";

const POOL = new Interface([
  "function slot0() view returns (uint160 sqrtPriceX96, int24 tick, uint16, uint16, uint16, uint8, bool)",
  "function liquidity() view returns (uint128)",
  "function fee() view returns (uint24)",
  "function tickSpacing() view returns (int24)",
]);
const WORD = 256;
/** From this spacing on the whole grid is at most 694 words of the bitmap; at a spacing of 1 it would be 6,932. */
const COARSE = 10;
/** To a hundred times the price and to a hundredth of it: 1.0001^46054. */
const FAR = { ticks: 46_054 };

/** How far from the price to read, to either side: in words of the bitmap, 256 ticks of the pool's spacing each, or in ticks. */
export type Reach = number | { ticks: number };

/**
 * What a real Uniswap v3 pool's swaps depend on, with the ticks that its bitmap names as far as `reach`, and from where
 * to where that is known. Without a reach all of them, so that a swap may drain the pool; where ticks lie side by side,
 * those within a factor of a hundred of the price. A partial state may lack a word of the bitmap, or a tick that the bitmap names, which then
 * has no liquidity: knowledge ends before it.
 */
export async function readPool(chain: AnyChain, pool: string, reach?: Reach): Promise<PoolState> {
  const ask = (name: string, args: unknown[] = []) => read(chain, pool, POOL, name, args);
  return quietly(chain, async () => {
    const [slot0, liquidity, fee, spacing] = (await Promise.all(
      ["slot0", "liquidity", "fee", "tickSpacing"].map((name) => ask(name)),
    )) as [Result, Result, Result, Result];
    const tickSpacing = Number(spacing[0]);
    const tick = Number(slot0.tick);
    const [low, high] = boundsOf(tick, tickSpacing, reach);
    const wordOf = (at: number) => Math.floor(Math.floor(at / tickSpacing) / WORD);
    const words = Array.from({ length: wordOf(high) - wordOf(low) + 1 }, (_, i) => wordOf(low) + i);
    const source = await poolTicks(chain, pool, { sqrtPriceX96: slot0.sqrtPriceX96, liquidity: liquidity[0] });
    const bitmaps = await source.bitmaps(words);
    const indexes = bitmaps
      .flatMap((bits = 0n, i) => setBits(bits).map((bit) => ((words[i] as number) * WORD + bit) * tickSpacing))
      .filter((index) => index >= low && index <= high);
    const ticks = await source.ticks(indexes);
    const absent = [
      ...ticks.filter(({ gross }) => gross === 0n).map(({ index }) => index),
      ...words.filter((_, i) => bitmaps[i] === undefined).flatMap((word) => ticksOf(word, tickSpacing)),
    ];
    return {
      sqrtPriceX96: slot0.sqrtPriceX96,
      tick,
      liquidity: liquidity[0],
      fee: Number(fee[0]),
      tickSpacing,
      ticks: ticks.map(({ index, liquidityNet }) => ({ index, liquidityNet })),
      known: {
        from: Math.max(low, ...absent.filter((index) => index <= tick).map((index) => index + 1)),
        to: Math.min(high, ...absent.filter((index) => index > tick).map((index) => index - 1)),
      },
    };
  });
}

/** The outermost ticks to read: of whole words, or as many as asked. */
function boundsOf(tick: number, tickSpacing: number, wanted?: Reach): [low: number, high: number] {
  if (wanted === undefined && tickSpacing >= COARSE) return [MIN_TICK, MAX_TICK];
  const reach = wanted ?? FAR;
  const size = WORD * tickSpacing;
  const word = Math.floor(tick / size);
  const [low, high] =
    typeof reach === "number"
      ? [(word - reach) * size, (word + reach + 1) * size - tickSpacing]
      : [tick - reach.ticks, tick + reach.ticks];
  return [Math.max(low, MIN_TICK), Math.min(high, MAX_TICK)];
}

/** All ticks that positions may begin or end at in a word. */
function ticksOf(word: number, tickSpacing: number): number[] {
  return Array.from({ length: WORD }, (_, bit) => (word * WORD + bit) * tickSpacing);
}

function setBits(word: bigint): number[] {
  return Array.from({ length: WORD }, (_, bit) => bit).filter((bit) => (word >> BigInt(bit)) & 1n);
}
