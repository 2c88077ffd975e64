import { Interface } from "ethers";
import type { InitializedTick, PoolState } from "../model/swap.ts";
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
 * the pool's spacing each) to either side of the price. A swap that leaves them is beyond what this state can tell.
 */
export async function readPool(chain: AnyChain, pool: string, words: number): Promise<PoolState> {
  const ask = (name: string, args: unknown[] = []) => read(chain, pool, POOL, name, args);
  return quietly(chain, async () => {
    const [slot0, liquidity, fee, spacing] = await Promise.all(
      ["slot0", "liquidity", "fee", "tickSpacing"].map((name) => ask(name)),
    );
    const tickSpacing = Number(spacing?.[0]);
    const tick = Number(slot0?.tick);
    const middle = Math.floor(Math.floor(tick / tickSpacing) / WORD);
    const around = Array.from({ length: 2 * words + 1 }, (_, index) => middle - words + index);
    const bitmaps = await Promise.all(
      around.map(async (word) => ({ word, bits: (await ask("tickBitmap", [word]))[0] as bigint })),
    );
    const indexes = bitmaps.flatMap(({ word, bits }) => setBits(bits).map((bit) => (word * WORD + bit) * tickSpacing));
    const ticks = await Promise.all(
      indexes.map(
        async (index): Promise<InitializedTick> => ({ index, liquidityNet: (await ask("ticks", [index])).net }),
      ),
    );
    return {
      sqrtPriceX96: slot0?.sqrtPriceX96,
      tick,
      liquidity: liquidity?.[0],
      fee: Number(fee?.[0]),
      tickSpacing,
      ticks: ticks.sort((a, b) => a.index - b.index),
    };
  });
}

function setBits(word: bigint): number[] {
  return Array.from({ length: WORD }, (_, bit) => bit).filter((bit) => (word >> BigInt(bit)) & 1n);
}
