import { FaultlineError } from "../../errors.ts";
import type { Answer } from "./answersOf.ts";
import type { RpcCall } from "./rpcCall.ts";
import { type Trouble, troubleOf } from "./trouble.ts";

/** The block that everything is read at: by number, because every node takes it, and checked by hash. */
export interface Pin {
  number: number;
  hash: string;
}

/** The question that goes along with every post: does whoever answers have the pinned block? */
export function pinCall({ number }: Pin): RpcCall {
  return { method: "eth_getBlockByNumber", params: [toHex(number), false] };
}

/**
 * What the answer to `pinCall` says against the other answers of its post; `RPC_REORG` when the block is another. An error
 * may be about any of the calls that it came along with, for some nodes refuse all for one.
 */
export function pinTrouble(
  pin: Pin,
  answer: Answer | undefined,
  place: string,
  others: readonly RpcCall[],
): Trouble | undefined {
  if (answer === undefined) return { kind: "garbled", said: "one is missing" };
  if ("error" in answer) return troubleOf(answer.error, [...others, pinCall(pin)]);
  const { hash } = (answer.result ?? {}) as { hash?: unknown };
  if (answer.result === null) return { kind: "behind" };
  if (typeof hash !== "string") return { kind: "garbled", said: "a block has no hash" };
  if (hash.toLowerCase() === pin.hash) return undefined;
  throw new FaultlineError(
    "RPC_REORG",
    `Block ${pin.number} is no longer the one that was pinned: the chain reorganised.`,
    {
      place,
      hint: `Start again, at a block further below the head; it was ${pin.hash}, it is ${hash}.`,
    },
  );
}

/** A number as JSON-RPC writes quantities. */
export function toHex(value: number | bigint): string {
  return `0x${value.toString(16)}`;
}
