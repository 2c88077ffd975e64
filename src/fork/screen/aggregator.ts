import { createRequire } from "node:module";
import { Interface } from "ethers";
import { wordAt } from "../../venues/words.ts";
import type { ViewCall } from "./viewCall.ts";

const LENS: string = createRequire(import.meta.url)(
  "@uniswap/v3-periphery/artifacts/contracts/lens/UniswapInterfaceMulticall.sol/UniswapInterfaceMulticall.json",
).deployedBytecode;
/** An account that nobody holds: its code is lent to it within the call. */
const LENS_ADDRESS = "0x00000000000000000000000000000000fa017111";
const MULTICALL3_ADDRESS = "0xca11bde05977b3631167028862be2a173976ca11";
const PLENTY = 1n << 48n;

const LENS_ABI = new Interface(["function multicall((address target, uint256 gasLimit, bytes callData)[] calls)"]);
const MULTICALL3_ABI = new Interface([
  "function aggregate3((address target, bool allowFailure, bytes callData)[] calls)",
]);

/** A contract that asks many questions in one `eth_call`, and what the answer looks like. */
export interface Aggregator {
  name: "lens" | "multicall3";
  to: string;
  /** The state override that the call needs. */
  override: Record<string, { code: string }> | undefined;
  encode(calls: readonly Pick<ViewCall, "to" | "data">[]): string;
  /** What each call returned, undefined where it failed; undefined as a whole when the answer is none of this contract's. */
  decode(data: string, count: number): (string | undefined)[] | undefined;
}

/** Uniswap's multicall, lent to an empty account: works wherever state overrides do, at any block. */
export const LENS_AGGREGATOR: Aggregator = {
  name: "lens",
  to: LENS_ADDRESS,
  override: { [LENS_ADDRESS]: { code: LENS } },
  encode: (calls) => LENS_ABI.encodeFunctionData("multicall", [calls.map(({ to, data }) => [to, PLENTY, data])]),
  decode: (data, count) => results(data, 1, 2, count),
};

/** Multicall3 where it stands on most chains. */
export const MULTICALL3_AGGREGATOR: Aggregator = {
  name: "multicall3",
  to: MULTICALL3_ADDRESS,
  override: undefined,
  encode: (calls) => MULTICALL3_ABI.encodeFunctionData("aggregate3", [calls.map(({ to, data }) => [to, true, data])]),
  decode: (data, count) => results(data, 0, 1, count),
};

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
