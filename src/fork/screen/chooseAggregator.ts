import { type Pin, toHex } from "../rpc/pin.ts";
import type { RpcCall } from "../rpc/rpcCall.ts";
import type { RpcClient } from "../rpc/rpcClient.ts";
import { type Aggregator, LENS_AGGREGATOR, MULTICALL3_AGGREGATOR } from "./aggregator.ts";

/** The `eth_call` of many questions at the pinned block. */
export function aggregateCall({ to, override }: Aggregator, data: string, pin: Pin): RpcCall {
  const params = [{ to, data }, toHex(pin.number)];
  return { method: "eth_call", params: override === undefined ? params : [...params, override] };
}

/**
 * The first contract that answers on this node: each is asked something and its answer compared. Undefined where neither
 * state overrides work nor Multicall3 stands: then every question is a call of its own.
 */
export async function chooseAggregator(client: RpcClient, pin: Pin): Promise<Aggregator | undefined> {
  for (const aggregator of [LENS_AGGREGATOR, MULTICALL3_AGGREGATOR]) {
    // An account without code answers nothing, twice.
    const nobody = { to: `0x${"0".repeat(38)}aa`, data: "0x" };
    const call = aggregateCall(aggregator, aggregator.encode([nobody, nobody]), pin);
    const [outcome] = await client.batch([call], pin);
    if (outcome === undefined || !("result" in outcome) || typeof outcome.result !== "string") continue;
    const answers = aggregator.decode(outcome.result, 2);
    if (answers?.every((answer) => answer === "0x")) return aggregator;
  }
  return undefined;
}
