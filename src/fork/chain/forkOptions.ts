import type { RpcOptions } from "../rpc/rpcOptions.ts";

/** How a forked chain is run and its upstream asked. */
export interface ForkOptions {
  blockGasLimit: number;
  order: "priority" | "fifo";
  client?: RpcOptions | undefined;
}
