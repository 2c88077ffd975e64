import { callWith } from "../callWith.ts";
import type { AnyChain } from "../quietly.ts";
import { readSlots } from "../readSlots.ts";
import { wordOf } from "../state/words.ts";
import { priceCall, priceOf } from "./lendingOracle.ts";
import { priceRefused } from "./priceRefused.ts";

/** Widths of a field that a feed may keep its answer in, lowest bits first: a whole word, Chainlink's round, smaller. */
const WIDTHS = [256n, 192n, 176n, 128n, 96n, 64n];

/** A field of a word, in the lowest bits, that decides a price. */
export interface PriceSlot {
  account: string;
  slot: string;
  /** Leaves the rest of the word as it was, also when the answer was given. */
  write(price: bigint): Promise<void>;
}

/** The word that holds an asset's price among those that are read for it; undefined if the price is composed. */
export async function priceSlot(chain: AnyChain, oracle: string, asset: string): Promise<PriceSlot | undefined> {
  const price = await priceOf(chain, oracle, asset);
  if (price === undefined) return undefined;
  for (const { account, slot, value } of await readSlots(chain, oracle, priceCall(asset))) {
    const width = WIDTHS.find((bits) => BigInt.asUintN(Number(bits), BigInt(value)) === price);
    if (width === undefined) continue;
    const rest = (BigInt(value) >> width) << width;
    const changed = wordOf(rest | (price - 1n));
    const answer = await callWith(chain, oracle, priceCall(asset), { account, slot, value: changed });
    if (answer !== wordOf(price - 1n)) continue;
    const set = (word: bigint) =>
      chain.request("hardhat_setStorageAt", [account, `0x${BigInt(slot).toString(16)}`, wordOf(word)]);
    return {
      account,
      slot,
      async write(next) {
        if (next <= 0n || next >> width !== 0n) throw priceRefused(next);
        await set(rest | next);
      },
    };
  }
  return undefined;
}
