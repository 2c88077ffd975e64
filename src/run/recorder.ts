import type { Held } from "../agents/agent.ts";
import type { OutsidePrice } from "../market/outsideMarket.ts";
import type { Position } from "../venues/lendingBook.ts";
import type { MinedBlock } from "../world/transaction.ts";
import type { Queued } from "./order.ts";

/** One mined block of a run with all that the lab knows about it. */
export interface BlockRecord {
  block: number;
  mined: MinedBlock;
  /** Who sent what, by transaction hash; also for transactions sent in earlier blocks. */
  sent: ReadonlyMap<string, Queued>;
  outside: ReadonlyMap<string, OutsidePrice>;
  /** What the oracle would show without impact, USD [wad]. */
  counterfactual: ReadonlyMap<string, bigint>;
  /** Impact that stands on each asset, log [wad]. */
  flowUsd: ReadonlyMap<string, bigint>;
  /** What agents did not send because a control told them that it would be refused; empty without controls. */
  held: readonly (Held & { agent: string })[];
}

/** Watches a run. It never changes what happens. */
export interface Recorder {
  /** Before the first block, with the venues read; `outside` are the prices at which the run begins. */
  start(outside: ReadonlyMap<string, OutsidePrice>): void | Promise<void>;
  /** Reads a block's logs while the venues still stand as before it; returns the positions that changed. */
  decode(record: BlockRecord): Position[] | Promise<Position[]>;
  /** After the venues were read again. */
  close(record: BlockRecord): void;
  end(block: number, converged: boolean, reason: string): void | Promise<void>;
}
