import { noContract } from "../discover/noContract.ts";
import { type Pin, toHex } from "../rpc/pin.ts";
import type { RpcClient } from "../rpc/rpcClient.ts";
import { viewCall } from "./viewCall.ts";
import { viewFailed } from "./viewFailed.ts";

/**
 * Refuses what is no pool of Aave v3 by one post, before its events are read. Two views tell: releases before v3 lack the
 * second, other contracts of the protocol the first. `NO_CONTRACT`, `VIEW_FAILED`.
 */
export async function requireLending(client: RpcClient, pin: Pin, pool: string): Promise<void> {
  const at = toHex(pin.number);
  const views = [viewCall(pool, "getReservesList()", [], 2), viewCall(pool, "ADDRESSES_PROVIDER()")];
  const [code, ...answers] = await client.batch(
    [
      { method: "eth_getCode", params: [pool, at] },
      ...views.map(({ to, data }) => ({ method: "eth_call", params: [{ to, data }, at] })),
    ],
    pin,
  );
  if ("fault" in code!) throw code.fault;
  if (code!.result === "0x") throw noContract(pool, pin.number, client.place);
  for (const [index, view] of views.entries()) {
    const answer = answers[index]!;
    if ("fault" in answer && answer.fault.code !== "RPC_REVERTED") throw answer.fault;
    const isWhole =
      "result" in answer && typeof answer.result === "string" && answer.result.length >= 2 + 64 * view.words;
    if (!isWhole) throw viewFailed(view, client.place, pin.number);
  }
}
