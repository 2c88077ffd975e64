/** One question to a node. */
export interface RpcCall {
  method: string;
  params: readonly unknown[];
}

/** What a node says instead of an answer. */
export interface RpcError {
  code: number;
  message: string;
  data?: unknown;
}
