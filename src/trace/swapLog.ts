import { pairState } from "../model/pair.ts";
import { signedWordAt, wordAt } from "../venues/words.ts";
import type { Log, Receipt } from "../world/transaction.ts";
import { TOPICS } from "./events.ts";

/** What a swap brought into the pool of token0 and token1, negative for what it took out; of either Uniswap. */
export function swapAmounts({ topics, data }: Log): readonly [bigint, bigint] {
  if (topics[0] === TOPICS.swap) return [signedWordAt(data, 0), signedWordAt(data, 1)];
  return [wordAt(data, 0) - wordAt(data, 2), wordAt(data, 1) - wordAt(data, 3)];
}

/** √price (X96) that a swap left the pool at. A Uniswap v2 pair tells its reserves right before. */
export function sqrtPriceAfter(receipt: Receipt, log: Log): bigint {
  if (log.topics[0] === TOPICS.swap) return wordAt(log.data, 2);
  const told = receipt.logs
    .slice(0, receipt.logs.indexOf(log))
    .findLast(({ address, topics }) => address === log.address && topics[0] === TOPICS.pairSync) as Log;
  return pairState([wordAt(told.data, 0), wordAt(told.data, 1)]).sqrtPriceX96;
}
