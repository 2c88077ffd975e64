import type { Chain } from "../../world/chain.ts";
import type { MissReport } from "../state/misses.ts";

/** Where a fork's state comes from: a node at a block, or a recorded state. */
export type ForkSource =
  | { kind: "rpc"; url: string; block: number; chainId?: number | undefined }
  | { kind: "state"; file: string; chainId?: number | undefined; strict: boolean };

/** A chain that goes on from a real one's block. */
export interface Fork {
  chain: Chain;
  chainId: number;
  /** Its hash is made up where a recorded state of another tool does not hold it. */
  block: { number: number; hash: string; isHashMadeUp?: boolean; timestamp: number };
  source: ForkSource["kind"];
  /** Tells of accounts that are new, so that nothing about them is unknown. */
  introduce(accounts: readonly string[]): void;
  /** Does something whose reads are no part of the run. */
  unobserved<T>(work: () => Promise<T>): Promise<T>;
  /** What was read and not known; empty on a node. */
  misses(): Promise<MissReport>;
  /** Posts and calls that the node upstream was asked so far, and how many answers came from the cache on disk. */
  requests(): { posts: number; calls: number; cached: number };
  /**
   * All that was read at the pinned block, as a file's bytes that `--state` reads; with what the cache held of it beside,
   * unless the fork was opened to be recorded.
   */
  record(): Buffer;
  close(): Promise<void>;
}
