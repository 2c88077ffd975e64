import { badInput } from "../errors.ts";

/** Holds a node's address where a command names none: addresses carry keys, and commands are kept in histories. */
export const RPC_VARIABLE = "FAULTLINE_RPC";

/** The node to ask: as named, else from the environment. `RPC_ADDRESS` when neither says one. */
export function nodeAddress(named: string | undefined, environment: NodeJS.ProcessEnv = process.env): string {
  const url = named ?? environment[RPC_VARIABLE] ?? "";
  if (url !== "") return url;
  throw badInput("RPC_ADDRESS", "It takes a node of the chain to ask.", {
    place: "--rpc",
    hint: `Name its address with --rpc, or set ${RPC_VARIABLE}, which keeps a key out of your shell's history.`,
  });
}
