import { Interface } from "ethers";
import { badInput } from "../../errors.ts";
import type { Call } from "../../world/transaction.ts";
import type { Session } from "../session.ts";
import { guardRefusal } from "./guardRefusal.ts";

const REHEARSAL = new Interface(["function run((address to, bytes data)[] steps)"]);
/** The chain's gas cap for a transaction binds calls too. */
const GAS = "0x1000000";

/**
 * Tries what an account is about to send, on the block that would come next and without sending it. `GUARD_WOULD_REFUSE`
 * where a control would not let it pass; whatever else may be in the way is left for the sending to tell. Nothing is
 * tried where there is no control.
 */
export async function rehearse({ world }: Session, calls: readonly Pick<Call, "from" | "to" | "data">[]) {
  const { chain, deployment } = world;
  const account = calls[0]?.from;
  if (deployment.guards === undefined || account === undefined) return;
  const { bytecode } = await chain.connection.ethers.getContractFactory("Rehearsal");
  const code = await chain.request<string>("eth_call", [{ data: bytecode, gas: GAS }, "pending"]);
  const data = REHEARSAL.encodeFunctionData("run", [calls.map(({ to, data: step }) => ({ to, data: step }))]);
  const call = { from: deployment.roles.lab, to: account, data, gas: GAS };
  try {
    await chain.request("eth_call", [call, "pending", { [account]: { code } }]);
  } catch (error) {
    const refusal = guardRefusal(world, error);
    if (refusal === undefined) return;
    throw badInput("GUARD_WOULD_REFUSE", refusal.message, {
      hint: `Nothing was sent. ${refusal.hint ?? ""}`.trim(),
      cause: error,
    });
  }
}
