import { FaultlineError } from "../../errors.ts";

/** The fault of an address without code at a block. */
export function noContract(address: string, block: number, place: string): FaultlineError {
  return new FaultlineError("NO_CONTRACT", `There is no contract at ${address} at block ${block}.`, {
    place,
    hint: "Check the address, that it is of the node's chain, and that it is not younger than the block.",
    exitCode: 2,
  });
}
