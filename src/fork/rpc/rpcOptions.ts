import type { RequestCounter } from "./requestCounter.ts";

/** How a node is asked. */
export interface RpcOptions {
  /** Most calls in one post; halved whenever the node refuses. */
  batch?: number | undefined;
  /** Most posts on their way at once. */
  concurrency?: number | undefined;
  /** How long one post may take [ms]. */
  timeoutMs?: number | undefined;
  /** Most repetitions of a call, fewer than its trouble is worth elsewhere. */
  retries?: number | undefined;
  /** Ends everything: what has no answer by then is `RPC_DEAD`. */
  deadline?: AbortSignal | undefined;
  counter?: RequestCounter | undefined;
  /** Pauses between repetitions; a test's own need not take time. */
  wait?: ((ms: number) => Promise<void>) | undefined;
}
