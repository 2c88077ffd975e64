/** One question to a node. */
export interface RpcCall {
  method: string;
  params: readonly unknown[];
  /** When it takes too long it is not asked again: whoever asks would rather ask for less. */
  hurried?: boolean;
}

/** What a node says instead of an answer. */
export interface RpcError {
  code: number;
  message: string;
  data?: unknown;
}
