import { createRequire } from "node:module";
import { id } from "ethers";
import { wordAt } from "../../venues/words.ts";
import type { ViewCall } from "./viewCall.ts";

const LENS: string = createRequire(import.meta.url)(
  "@uniswap/v3-periphery/artifacts/contracts/lens/UniswapInterfaceMulticall.sol/UniswapInterfaceMulticall.json",
).deployedBytecode;
/** An account that nobody holds: its code is lent to it within the call. */
const LENS_ADDRESS = "0x00000000000000000000000000000000fa017111";
const MULTICALL3_ADDRESS = "0xca11bde05977b3631167028862be2a173976ca11";
const PLENTY = 1n << 48n;
const YES = 1n;

const MULTICALL = id("multicall((address,uint256,bytes)[])").slice(0, 10);
const AGGREGATE3 = id("aggregate3((address,bool,bytes)[])").slice(0, 10);

type Question = Pick<ViewCall, "to" | "data">;

/** A contract that asks many questions in one `eth_call`, and what the answer looks like. */
export interface Aggregator {
  name: "lens" | "multicall3";
  to: string;
  /** The state override that the call needs. */
  override: Record<string, { code: string }> | undefined;
  encode(calls: readonly Question[]): string;
  /** What each call returned, undefined where it failed; undefined as a whole when the answer is none of this contract's. */
  decode(data: string, count: number): (string | undefined)[] | undefined;
}

/** Uniswap's multicall, lent to an empty account: works wherever state overrides do, at any block. */
export const LENS_AGGREGATOR: Aggregator = {
  name: "lens",
  to: LENS_ADDRESS,
  override: { [LENS_ADDRESS]: { code: LENS } },
  encode: (calls) => questions(MULTICALL, PLENTY, calls),
  decode: (data, count) => results(data, 1, 2, count),
};

/** Multicall3 where it stands on most chains. */
export const MULTICALL3_AGGREGATOR: Aggregator = {
  name: "multicall3",
  to: MULTICALL3_ADDRESS,
  override: undefined,
  encode: (calls) => questions(AGGREGATE3, YES, calls),
  decode: (data, count) => results(data, 0, 1, count),
};

/** Call data of an array of (address, `word`, bytes). By hand, for a general encoder takes a third of a millisecond each. */
function questions(selector: string, word: bigint, calls: readonly Question[]): string {
  const offsets: string[] = [];
  const entries: string[] = [];
  let offset = 32 * calls.length;
  for (const { to, data } of calls) {
    const bytes = (data.length - 2) / 2;
    const padded = data.slice(2).padEnd(64 * Math.ceil(bytes / 32), "0");
    const entry = [
      to.slice(2).toLowerCase().padStart(64, "0"),
      hexWord(word),
      hexWord(96),
      hexWord(bytes),
      padded,
    ].join("");
    offsets.push(hexWord(offset));
    entries.push(entry);
    offset += entry.length / 2;
  }
  return [selector, hexWord(32), hexWord(calls.length), ...offsets, ...entries].join("");
}

function hexWord(value: number | bigint): string {
  return value.toString(16).padStart(64, "0");
}

/**
 * Cuts an array of (success, …, bytes) out of hex data, whose offset stands in word `array`; the offset of the bytes is
 * word `bytes` of each. By hand, for a general decoder takes time by the square of the count.
 */
function results(data: string, array: number, bytes: number, count: number): (string | undefined)[] | undefined {
  const length = Math.floor((data.length - 2) / 64);
  const word = (index: number) => (index < length ? Number(wordAt(data, index)) : Number.NaN);
  const start = word(array) / 32;
  if (word(start) !== count) return undefined;
  const list: (string | undefined)[] = [];
  for (let i = 0; i < count; i++) {
    const entry = start + 1 + word(start + 1 + i) / 32;
    const at = entry + word(entry + bytes) / 32;
    const from = 2 + 64 * (at + 1);
    const to = from + 2 * word(at);
    if (!Number.isInteger(entry) || !(to <= data.length)) return undefined;
    list.push(word(entry) === 1 ? `0x${data.slice(from, to)}` : undefined);
  }
  return list;
}
