import type { Fork, ForkSource } from "./fork.ts";
import type { ForkOptions } from "./forkOptions.ts";
import { openRpcFork } from "./openRpcFork.ts";
import { openStateFork } from "./openStateFork.ts";

/** Opens a chain that goes on from a real one's block, which a node tells of or a file holds. */
export function openFork(source: ForkSource, options: ForkOptions): Promise<Fork> {
  return source.kind === "rpc" ? openRpcFork(source, options) : openStateFork(source, options);
}
