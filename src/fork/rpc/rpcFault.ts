import { type ExitCode, FaultlineError } from "../../errors.ts";
import type { Trouble, TroubleKind } from "./trouble.ts";

type Entry = { code: string; retries: number; exitCode?: ExitCode; sentence(said: string): string; hint: string };

const said = (words: string) => (words === "" ? "" : ` ("${words}")`);
const ANOTHER = "Use another node, or continue later with the same command: what was read is kept.";

/** What each trouble is called in the end, and how often it is worth asking again. */
const TROUBLES: Record<TroubleKind, Entry> = {
  dead: {
    code: "RPC_DEAD",
    retries: 5,
    exitCode: 2,
    sentence: (words) => `No node answers${said(words)}.`,
    hint: "Check the address given with --rpc, and that the node runs.",
  },
  timeout: {
    code: "RPC_TIMEOUT",
    retries: 2,
    sentence: (words) => `The node does not answer in time${said(words)}.`,
    hint: ANOTHER,
  },
  rateLimited: {
    code: "RPC_RATE_LIMITED",
    retries: 8,
    sentence: (words) => `The node answers no more requests for now${said(words)}.`,
    hint: ANOTHER,
  },
  denied: {
    code: "RPC_DENIED",
    retries: 0,
    exitCode: 2,
    sentence: (words) => `The node refuses whoever asks${said(words)}.`,
    hint: "Check the key in the address given with --rpc.",
  },
  broken: {
    code: "RPC_BROKEN",
    retries: 5,
    sentence: (words) => `The node fails to answer${said(words)}.`,
    hint: ANOTHER,
  },
  garbled: {
    code: "RPC_GARBLED",
    retries: 5,
    sentence: (words) => `The node's answers cannot be trusted: ${words}.`,
    hint: "Use another node: between this one and here answers are cut or mixed up.",
  },
  noJson: {
    code: "RPC_NO_JSON",
    retries: 5,
    sentence: (words) => `What the node answers is no JSON${said(words)}.`,
    hint: ANOTHER,
  },
  behind: {
    code: "RPC_BEHIND",
    retries: 6,
    sentence: (words) => `The node does not know the pinned block, which it knew before${said(words)}.`,
    hint: "It is one of several and behind the others: wait, or pin an older block with --block.",
  },
  noArchive: {
    code: "RPC_NO_ARCHIVE",
    retries: 2,
    exitCode: 2,
    sentence: (words) => `The node holds no state at the block asked for${said(words)}.`,
    hint: "Use an archive node, or pin a block near the head with --block.",
  },
  rangeLimit: {
    code: "RPC_RANGE_LIMIT",
    retries: 0,
    sentence: (words) => `The node gives no logs of even the smallest range${said(words)}.`,
    hint: "Use a node that serves eth_getLogs, or give the accounts as CSV.",
  },
  batchRefused: {
    code: "RPC_BATCH_REFUSED",
    retries: 0,
    sentence: (words) => `The node takes the call for a batch${said(words)}.`,
    hint: "Use another node.",
  },
  tooMuch: {
    code: "RPC_TOO_MUCH",
    retries: 0,
    sentence: (words) => `One call is more than the node answers${said(words)}.`,
    hint: "Use a node with a higher limit on gas and size.",
  },
  noMethod: {
    code: "RPC_NO_METHOD",
    retries: 0,
    exitCode: 2,
    sentence: (words) => `The node does not offer what is needed${said(words)}.`,
    hint: "Use a full node's address.",
  },
  reverted: {
    code: "RPC_REVERTED",
    retries: 0,
    sentence: (words) => `A contract refuses to answer${said(words)}.`,
    hint: "Check the contract's address, and that it exists at the pinned block.",
  },
  refused: {
    code: "RPC_REFUSED",
    retries: 0,
    sentence: (words) => `The node refuses a request${said(words)}.`,
    hint: "Use another node.",
  },
};

/** How often a trouble is worth another try. */
export function retriesOf(kind: TroubleKind): number {
  return TROUBLES[kind].retries;
}

/** The error that a trouble ends in; `place` is the node as it may be shown, and what it was asked. */
export function rpcFault({ kind, said: words = "" }: Trouble, place: string): FaultlineError {
  const { code, sentence, hint, exitCode } = TROUBLES[kind];
  const short = words.replaceAll(/\s+/g, " ").replace(/\.$/, "").slice(0, 200);
  return new FaultlineError(code, sentence(short), { place, hint, exitCode });
}
