import type { RpcOptions } from "../rpc/rpcOptions.ts";

/** How a forked chain is run and its upstream asked. */
export interface ForkOptions {
  blockGasLimit: number;
  order: "priority" | "fifo";
  client?: RpcOptions | undefined;
  /** Where answers of nodes are kept; null for nowhere. Without it the user's own, for chains that are not made anew. */
  cacheFolder?: string | null | undefined;
  /**
   * Whether what is read is to be recorded, and no more than that: nothing that was kept is then put into the node before
   * it asks, which takes longer.
   */
  isRecorded?: boolean | undefined;
  /** Is told, in a sentence, of what was kept and cannot be used. */
  onNotice?: ((sentence: string) => void) | undefined;
}
