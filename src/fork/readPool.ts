import { Interface } from "ethers";
import type { PoolState } from "../model/swap.ts";
import { MAX_TICK, MIN_TICK } from "../model/tickMath.ts";
import { read } from "../world/read.ts";
import { type AnyChain, quietly } from "./quietly.ts";

const POOL = new Interface([
  "function slot0() view returns (uint160 sqrtPriceX96, int24 tick, uint16, uint16, uint16, uint8, bool)",
  "function liquidity() view returns (uint128)",
  "function fee() view returns (uint24)",
  "function tickSpacing() view returns (int24)",
  "function tickBitmap(int16 word) view returns (uint256)",
  "function ticks(int24 tick) view returns (uint128 gross, int128 net, uint256, uint256, int56, uint160, uint32, bool)",
]);
const WORD = 256;

/**
 * What a real Uniswap v3 pool's swaps depend on, with the ticks that its bitmap names within `words` words (256 ticks of
 * the pool's spacing each) to either side of the price, and from where to where that is known. A tick without liquidity
 * that the bitmap names is one that a partial state lacks: knowledge ends at it.
 */
export async function readPool(chain: AnyChain, pool: string, words: number): Promise<PoolState> {
  const ask = (name: string, args: unknown[] = []) => read(chain, pool, POOL, name, args);
  return quietly(chain, async () => {
    const [slot0, liquidity, fee, spacing] = await Promise.all(
      ["slot0", "liquidity", "fee", "tickSpacing"].map((name) => ask(name)),
    );
    const tickSpacing = Number(spacing?.[0]);
    const tick = Number(slot0?.tick);
    const wordOf = (at: number) => Math.floor(Math.floor(at / tickSpacing) / WORD);
    const first = Math.max(wordOf(tick) - words, wordOf(MIN_TICK));
    const last = Math.min(wordOf(tick) + words, wordOf(MAX_TICK));
    const around = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    const bitmaps = await Promise.all(
      around.map(async (word) => ({ word, bits: (await ask("tickBitmap", [word]))[0] as bigint })),
    );
    const indexes = bitmaps.flatMap(({ word, bits }) => setBits(bits).map((bit) => (word * WORD + bit) * tickSpacing));
    const ticks = await Promise.all(
      indexes.map(async (index) => {
        const { gross, net } = await ask("ticks", [index]);
        return { index, gross: gross as bigint, liquidityNet: net as bigint };
      }),
    );
    ticks.sort((a, b) => a.index - b.index);
    const unknown = ticks.filter(({ gross }) => gross === 0n).map(({ index }) => index);
    const from = unknown.findLast((index) => index <= tick) ?? first * WORD * tickSpacing;
    const to = unknown.find((index) => index > tick) ?? (last * WORD + WORD - 1) * tickSpacing;
    return {
      sqrtPriceX96: slot0?.sqrtPriceX96,
      tick,
      liquidity: liquidity?.[0],
      fee: Number(fee?.[0]),
      tickSpacing,
      ticks: ticks.map(({ index, liquidityNet }) => ({ index, liquidityNet })),
      known: { from: Math.max(from, MIN_TICK), to: Math.min(to, MAX_TICK) },
    };
  });
}

function setBits(word: bigint): number[] {
  return Array.from({ length: WORD }, (_, bit) => bit).filter((bit) => (word >> BigInt(bit)) & 1n);
}
