import { FaultlineError } from "../../errors.ts";
import type { ViewCall } from "./viewCall.ts";

/** The fault of a view that reverts, or returns less than it should, at a block of a node that is shown so. */
export function viewFailed({ to, view, data }: ViewCall, node: string, block: number): FaultlineError {
  return new FaultlineError("VIEW_FAILED", `The contract ${to} does not answer ${view}.`, {
    place: `${node}, block ${block}`,
    hint: `The call was ${data}: check that the address is of the protocol and chain in use, and stood at that block.`,
    exitCode: 2,
  });
}
