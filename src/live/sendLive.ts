import { FaultlineError } from "../errors.ts";
import { type Call, type RawReceipt, type Receipt, toReceipt } from "../world/transaction.ts";
import type { World } from "../world/world.ts";
import { guardRefusal } from "./guards/guardRefusal.ts";

/** What a transaction needs to know of its world. */
export type LiveWorld = Pick<World, "chain" | "deployment" | "scenario">;

const MAX_FEE = 10n ** 13n;
const PATIENCE_MS = 10_000;
const PAUSE_MS = 100;
/** What asking the controls may add to any transaction. */
const GUARD_GAS = 1_500_000;
const hex = (value: number | bigint) => `0x${value.toString(16)}`;

/**
 * Sends one transaction to a node that mines by itself and waits for its receipt. `GUARD_REFUSED` where a control does
 * not let it pass, else `TRANSACTION_REVERTED` with the contract's own reason; `TRANSACTION_NOT_MINED` when the node does
 * not mine it.
 */
export async function sendLive(world: LiveWorld, call: Call): Promise<Receipt> {
  const { chain } = world;
  const { from, to, data } = call;
  let hash: string;
  try {
    hash = await chain.request<string>("eth_sendTransaction", [{ from, to, data, ...feesOf(world, call) }]);
  } catch (cause) {
    throw (
      guardRefusal(world, cause) ??
      new FaultlineError("TRANSACTION_REVERTED", `A transaction was refused: ${reasonOf(cause)}.`, {
        hint: "What was sent before it stands; `faultline status` shows where that leads.",
        cause,
      })
    );
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
export function feesOf(
  { deployment }: Pick<LiveWorld, "deployment">,
  { gas, tip = 0n }: Call,
): Record<"gas" | "maxFeePerGas" | "maxPriorityFeePerGas", string> {
  const room = deployment.guards === undefined ? 0 : GUARD_GAS;
  return { gas: hex(gas + room), maxFeePerGas: hex(MAX_FEE), maxPriorityFeePerGas: hex(tip) };
}

/** The contract's error out of the node's sentence about it. */
function reasonOf(error: unknown): string {
  const message = (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
  return /(?:custom error|reason string) '(.*)'$/.exec(message)?.[1] ?? message;
}

/** Whether what `sendLive` threw is that the chain refused the transaction. */
export function wasRefused(error: unknown): error is FaultlineError {
  return error instanceof FaultlineError && (error.code === "TRANSACTION_REVERTED" || error.code === "GUARD_REFUSED");
}
