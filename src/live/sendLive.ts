import { FaultlineError } from "../errors.ts";
import type { Chain } from "../world/chain.ts";
import { type Call, type RawReceipt, type Receipt, toReceipt } from "../world/transaction.ts";

const MAX_FEE = 10n ** 13n;
const PATIENCE_MS = 10_000;
const PAUSE_MS = 100;
const hex = (value: number | bigint) => `0x${value.toString(16)}`;

/**
 * Sends one transaction to a node that mines by itself and waits for its receipt. `TRANSACTION_REVERTED` with the
 * contract's own reason, `TRANSACTION_NOT_MINED` when the node does not mine it.
 */
export async function sendLive(chain: Chain, call: Call): Promise<Receipt> {
  const { from, to, data } = call;
  let hash: string;
  try {
    hash = await chain.request<string>("eth_sendTransaction", [{ from, to, data, ...feesOf(call) }]);
  } catch (cause) {
    throw new FaultlineError("TRANSACTION_REVERTED", `A transaction was refused: ${reasonOf(cause)}.`, {
      hint: "What was sent before it stands; `faultline status` shows where that leads.",
      cause,
    });
  }
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    const receipt = await chain.request<RawReceipt | null>("eth_getTransactionReceipt", [hash]);
    if (receipt !== null) return toReceipt(receipt);
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
  throw new FaultlineError("TRANSACTION_NOT_MINED", `The node has not mined ${hash}.`, {
    hint: "Switch automine on again (evm_setAutomine), or mine a block (evm_mine).",
  });
}

/** Gas and fees of a transaction, stated so that the node estimates nothing. */
export function feesOf({ gas, tip = 0n }: Call): Record<"gas" | "maxFeePerGas" | "maxPriorityFeePerGas", string> {
  return { gas: hex(gas), maxFeePerGas: hex(MAX_FEE), maxPriorityFeePerGas: hex(tip) };
}

/** The contract's error out of the node's sentence about it. */
function reasonOf(error: unknown): string {
  const message = (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
  return /(?:custom error|reason string) '(.*)'$/.exec(message)?.[1] ?? message;
}
