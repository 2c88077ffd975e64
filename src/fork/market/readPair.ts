import { Interface } from "ethers";
import { pairState } from "../../model/pair.ts";
import type { PoolState } from "../../model/swap.ts";
import { read } from "../../world/read.ts";
import type { AnyChain } from "../quietly.ts";

const PAIR = new Interface([
  "function getReserves() view returns (uint112 reserve0, uint112 reserve1, uint32 blockTimestampLast)",
]);

/** What a Uniswap v2 pair's swaps depend on; undefined for what is no pair. `PAIR_EMPTY`. */
export async function readPair(chain: AnyChain, pool: string): Promise<PoolState | undefined> {
  const reserves = await read(chain, pool, PAIR, "getReserves").catch(() => undefined);
  return reserves === undefined ? undefined : pairState([reserves.reserve0, reserves.reserve1]);
}
