import { type Command, Option } from "commander";
import { RPC_VARIABLE } from "../../src/fork/nodeAddress.ts";
import { toCount } from "../toCount.ts";

/** What each command that asks a node takes. */
export interface NodeFlags {
  rpc?: string;
  block?: number;
  json?: boolean;
}

/** Adds the options of a command that asks a node at a block. */
export function withNodeOptions(command: Command, defaultBlock: string): Command {
  return command
    .addOption(new Option("--rpc <url>", `a node of the chain (${RPC_VARIABLE} of the environment)`))
    .option("--block <n>", `the block to look at (${defaultBlock})`, toCount(0, Number.MAX_SAFE_INTEGER));
}
