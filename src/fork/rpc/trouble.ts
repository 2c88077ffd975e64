import type { RpcCall, RpcError } from "./rpcCall.ts";

/** What can go wrong with a question to a node, by what is to be done about it. */
export type TroubleKind =
  | "dead"
  | "timeout"
  | "rateLimited"
  | "denied"
  | "broken"
  | "garbled"
  | "noJson"
  | "behind"
  | "noArchive"
  | "rangeLimit"
  | "batchRefused"
  | "tooMuch"
  | "noMethod"
  | "reverted"
  | "refused";

/** One trouble; `said` is the node's own word, `waitMs` the pause that it asked for. */
export interface Trouble {
  kind: TroubleKind;
  said?: string | undefined;
  waitMs?: number | undefined;
}

const LOGS = "eth_getLogs";

/** Nodes agree on few codes and on no sentences: these are the words that they use, the first that fits decides. */
const WORDS: { kind: TroubleKind; words: RegExp; method?: string }[] = [
  {
    kind: "rateLimited",
    words: /rate.?limit|request rate|too many requests|requests per second|compute units|quota|daily request/i,
  },
  { kind: "batchRefused", words: /batch/i },
  {
    kind: "behind",
    words:
      /header not found|unknown block|block not found|beyond (the )?(current )?head|could not find block|after last accepted|invalid block tag/i,
  },
  {
    kind: "noArchive",
    words:
      /missing trie node|pruned|historical (state|data)|archiv|state .*(not|un) ?available|no state available|proof window/i,
  },
  // A range that is too long is told along with plans that offer more, and under the codes of other limits.
  { kind: "rangeLimit", method: LOGS, words: /(block|\b)range|\d blocks\b|more than [\d,]+ (results|logs)/i },
  { kind: "rateLimited", words: /capacity/i },
  {
    kind: "rangeLimit",
    method: LOGS,
    words: /more than|too many|too (large|big)|size|limit|exceed|timeout|timed out|max(imum)?\b/i,
  },
  {
    kind: "tooMuch",
    words: /out of gas|gas (limit|cap|required)|execution aborted|too (large|big)|response size|size exceed/i,
  },
  { kind: "reverted", words: /revert|invalid opcode|execution failed/i },
  { kind: "noMethod", words: /method not found|not supported|unsupported|does not exist/i },
  { kind: "broken", words: /internal error|temporar|try again|timeout|timed out|unavailable|overload|busy/i },
];

const TOO_MANY_REQUESTS = 429;
const REVERTED = 3;
const LIMIT_EXCEEDED = -32005;
const METHOD_NOT_FOUND = -32601;

/** What a node's error object means for the call that it answers, or for all calls of a post that it refuses as a whole. */
export function troubleOf({ code, message }: RpcError, calls: readonly RpcCall[]): Trouble {
  const asks = (wanted: string) => calls.some(({ method }) => method === wanted);
  const found = WORDS.find(({ words, method }) => words.test(message) && (method === undefined || asks(method)));
  return { kind: code === REVERTED ? "reverted" : (found?.kind ?? kindOfCode(code, asks(LOGS))), said: message };
}

function kindOfCode(code: number, asksLogs: boolean): TroubleKind {
  if (code === TOO_MANY_REQUESTS) return "rateLimited";
  if (code === LIMIT_EXCEEDED) return asksLogs ? "rangeLimit" : "rateLimited";
  return code === METHOD_NOT_FOUND ? "noMethod" : "refused";
}

/** What an HTTP status other than success means. */
export function troubleOfStatus(status: number, waitMs: number | undefined): Trouble {
  const said = `HTTP ${status}`;
  if (status === TOO_MANY_REQUESTS) return { kind: "rateLimited", said, waitMs };
  if (status === 413) return { kind: "tooMuch", said };
  if (status === 401 || status === 403) return { kind: "denied", said };
  if (status === 408 || status === 504) return { kind: "timeout", said, waitMs };
  return { kind: status >= 500 ? "broken" : "refused", said, waitMs };
}
