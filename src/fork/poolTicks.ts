import { AbiCoder, Interface, keccak256, toBeHex } from "ethers";
import type { InitializedTick } from "../model/swap.ts";
import { read } from "../world/read.ts";
import type { AnyChain } from "./quietly.ts";

/** A tick at which positions begin or end, with the liquidity that does: 0 where a partial state does not hold it. */
export interface PoolTick extends InitializedTick {
  gross: bigint;
}

/** Where a pool keeps its ticks. */
export interface PoolTicks {
  /** Words of the bitmap, in the order asked; undefined where a partial state does not hold one. */
  bitmaps(words: readonly number[]): Promise<(bigint | undefined)[]>;
  ticks(indexes: readonly number[]): Promise<PoolTick[]>;
}

const POOL = new Interface([
  "function tickBitmap(int16 word) view returns (uint256)",
  "function ticks(int24 tick) view returns (uint128 gross, int128 net, uint256, uint256, int56, uint160, uint32, bool)",
]);
/** Storage of UniswapV3Pool, in the order of its declarations: slot0, two fee growths, protocol fees, liquidity, … */
const SLOT0 = 0n;
const LIQUIDITY = 4n;
const TICKS = 5n;
const BITMAP = 6n;

/**
 * A pool's ticks by its storage, a slot each, if price and liquidity stand where Uniswap v3's own code keeps them. By its
 * views else, as forks of it may need: four slots a tick, and none fetched ahead.
 */
export async function poolTicks(
  chain: AnyChain,
  pool: string,
  { sqrtPriceX96, liquidity }: { sqrtPriceX96: bigint; liquidity: bigint },
): Promise<PoolTicks> {
  const [slot0, held] = (await slotsOf([SLOT0, LIQUIDITY].map((slot) => toBeHex(slot, 32)))) as [bigint, bigint];
  return BigInt.asUintN(160, slot0) === sqrtPriceX96 && held === liquidity ? byStorage() : byViews();

  function byStorage(): PoolTicks {
    return {
      async bitmaps(words) {
        const slots = words.map((word) => slotIn(BITMAP, word));
        const isHeld = (i: number) => chain.holds?.(pool.toLowerCase(), slots[i] as string) ?? true;
        return (await slotsOf(slots)).map((bits, i) => (bits !== 0n || isHeld(i) ? bits : undefined));
      },
      async ticks(indexes) {
        const values = await slotsOf(indexes.map((index) => slotIn(TICKS, index)));
        return values.map((value, i) => ({
          index: indexes[i] as number,
          gross: BigInt.asUintN(128, value),
          liquidityNet: BigInt.asIntN(128, value >> 128n),
        }));
      },
    };
  }

  function byViews(): PoolTicks {
    const ask = (name: string, key: number) => read(chain, pool, POOL, name, [key]);
    return {
      bitmaps: (words) => Promise.all(words.map(async (word) => (await ask("tickBitmap", word))[0])),
      ticks: (indexes) =>
        Promise.all(
          indexes.map(async (index) => {
            const { gross, net } = await ask("ticks", index);
            return { index, gross, liquidityNet: net };
          }),
        ),
    };
  }

  async function slotsOf(slots: readonly string[]): Promise<bigint[]> {
    await chain.prefetch?.(pool.toLowerCase(), slots);
    return Promise.all(
      slots.map(async (slot) => BigInt(await chain.request<string>("eth_getStorageAt", [pool, slot, "latest"]))),
    );
  }
}

/** The slot of a key in a mapping; signed keys are widened by their sign. */
function slotIn(mapping: bigint, key: number): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["int256", "uint256"], [key, mapping]));
}
