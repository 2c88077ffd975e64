import type { Command } from "commander";
import { badInput } from "../../src/errors.ts";
import type { ForkSource } from "../../src/fork/chain/fork.ts";
import { RPC_VARIABLE } from "../../src/fork/nodeAddress.ts";
import { toCount } from "../toCount.ts";

/** Where a fork comes from, as options. */
export interface SourceFlags {
  rpc?: string;
  block?: number | undefined;
  state?: string;
  chainId?: number;
  strict?: boolean;
  /** Where answers of the node are kept; false for nowhere. */
  cache?: string | false;
}

/** Adds the options that name a fork's source. */
export function withSource(command: Command): Command {
  return command
    .option("--rpc <url>", `node of the real chain (${RPC_VARIABLE} of the environment)`)
    .option("--block <n>", "block to fork at (that of the positions)", toCount(0, 2 ** 40))
    .option("--state <file>", "recorded state in place of a node: of `fork record`, of Foundry, or of verbs")
    .option("--chain-id <n>", "chain that a state is of which does not say", toCount(1, 2 ** 40))
    .option("--strict", "fail on the first read of something that the state does not hold")
    .option("--cache <dir>", "where answers of the node are kept (the user's own folder for caches)")
    .option("--no-cache", "keep no answers of the node");
}

/** The source that options name; exactly one must. `FORK_SOURCE`. */
export function toSource({ rpc = process.env[RPC_VARIABLE], block, state, chainId, strict }: SourceFlags): ForkSource {
  if (state !== undefined) {
    if (block === undefined) return { kind: "state", file: state, chainId, strict: strict === true };
    throw badInput("FORK_SOURCE", "A recorded state is of one block and takes no other.", {
      place: "--block",
      hint: "Drop --block, or give a node by --rpc in place of --state.",
    });
  }
  if (rpc !== undefined && block !== undefined) return { kind: "rpc", url: rpc, block, chainId };
  throw badInput("FORK_SOURCE", "A fork needs a node and a block, or a recorded state.", {
    place: rpc === undefined ? "--rpc" : "--block",
    hint: "Give --rpc URL --block N, or --state FILE; positions that were found say their block.",
  });
}
