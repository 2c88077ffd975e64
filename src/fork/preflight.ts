import { z } from "zod";
import { badInput, FaultlineError } from "../errors.ts";
import { type Pin, toHex } from "./rpc/pin.ts";
import type { RpcCall } from "./rpc/rpcCall.ts";
import { type Outcome, RpcClient } from "./rpc/rpcClient.ts";
import type { RpcOptions } from "./rpc/rpcOptions.ts";

/** A node that cannot be spoken to is given up within this [ms]; ten seconds are for the whole command. */
const BUDGET_MS = 7_500;
const RETRIES = 3;
const ZERO = `0x${"0".repeat(40)}`;

const quantity = z.string().regex(/^0x[0-9a-f]+$/i);
const blockSchema = z.object({ number: quantity, hash: z.string().regex(/^0x[0-9a-f]{64}$/i), timestamp: quantity });

/** A block of an upstream chain that everything is read at. */
export interface Upstream extends Pin {
  chainId: number;
  /** The node's newest block when it was asked. */
  head: number;
  /** Of the pinned block [unix seconds]. */
  timestamp: number;
}

export interface Wanted {
  /** The block to pin; the head without one. */
  block?: number | undefined;
  /** The chain that the addresses in use belong to. */
  chainId?: number | undefined;
}

/**
 * Whether a node will do: it answers, is of the wanted chain, has the wanted block and the state at it. Ends within ten
 * seconds: `RPC_DEAD`, `RPC_WRONG_CHAIN`, `RPC_BLOCK_AHEAD`, `RPC_NO_ARCHIVE`.
 */
export async function preflight(url: string, wanted: Wanted, options: RpcOptions = {}): Promise<Upstream> {
  const deadline = AbortSignal.timeout(BUDGET_MS);
  const client = new RpcClient(url, { timeoutMs: BUDGET_MS, retries: RETRIES, ...options, deadline });
  const chainCall: RpcCall = { method: "eth_chainId", params: [] };
  const headCall: RpcCall = { method: "eth_blockNumber", params: [] };
  const first = await client.batch([chainCall, headCall]);
  if (first.some((outcome) => "fault" in outcome && outcome.fault.code === "RPC_NO_JSON")) throw noNode(client.place);
  const [chainId, head] = first.map((outcome) => toNumber(outcome, client.place));
  if (wanted.chainId !== undefined && chainId !== wanted.chainId) {
    throw badInput("RPC_WRONG_CHAIN", `The node is of chain ${chainId}, wanted is chain ${wanted.chainId}.`, {
      place: client.place,
      hint: "Give a node of the chain that the addresses are of, or that chain's addresses.",
    });
  }
  const number = wanted.block ?? head!;
  if (number > head!) {
    throw badInput("RPC_BLOCK_AHEAD", `Block ${number} is not there yet: the node's newest is ${head}.`, {
      place: client.place,
      hint: "Pin an older block with --block; if that block exists, the node is still catching up.",
    });
  }
  const at = toHex(number);
  const [block, state] = await client.batch([
    { method: "eth_getBlockByNumber", params: [at, false] },
    { method: "eth_getBalance", params: [ZERO, at] },
  ]);
  const { hash, timestamp } = read(blockSchema, block!, client.place);
  read(quantity, state!, client.place);
  return { chainId: chainId!, head: head!, number, hash: hash.toLowerCase(), timestamp: Number(timestamp) };
}

/** Whoever answers the very first question by something that is no JSON was never a node. */
function noNode(place: string): FaultlineError {
  return badInput("RPC_DEAD", "No JSON-RPC node answers there: what comes back is no JSON.", {
    place,
    hint: "Check the address given with --rpc: something else stands there, such as a web server.",
  });
}

function toNumber(outcome: Outcome, place: string): number {
  return Number(read(quantity, outcome, place));
}

function read<T>(schema: z.ZodType<T>, outcome: Outcome, place: string): T {
  if ("fault" in outcome) throw outcome.fault;
  const parsed = schema.safeParse(outcome.result);
  if (parsed.success) return parsed.data;
  throw new FaultlineError("RPC_GARBLED", "The node answers with something else than what was asked.", {
    place,
    hint: "Use another node.",
  });
}
