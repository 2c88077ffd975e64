import type { Treatment } from "../scenario/treatmentSchema.ts";
import type { AmmVenue } from "../venues/ammVenue.ts";
import type { Wallets } from "../venues/chainReader.ts";
import type { GuardBook } from "../venues/guardBook.ts";
import type { LendingBook } from "../venues/lendingBook.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { VaultBook } from "../venues/vaultBook.ts";
import type { Random } from "../world/random.ts";
import type { Call } from "../world/transaction.ts";

/** What a participant can see: the chain at the last block, reference prices, and pending public oracle prints. */
export interface View {
  /** The block being built, counted from the start of the run, and its timestamp. */
  block: number;
  time: number;
  /** Base fee of the block being built, wei. */
  baseFee: bigint;
  /** Reference price by asset, USD [wad]. */
  reference: ReadonlyMap<string, bigint>;
  /** Reference prices at the start of the run, USD [wad]. */
  start: ReadonlyMap<string, bigint>;
  /** Positions of the lending venue; prices include this block's pending prints. */
  lending: LendingBook;
  /** The perpetual exchange, if there is one; time and prices are those of the block being built. */
  perps?: PerpBook | undefined;
  /** The vaults, if there are any, as at the last block. */
  vaults?: VaultBook | undefined;
  /** What the controls allow, if any is switched on, as at the last block. */
  guards?: GuardBook | undefined;
  /** Pools as they stand, this block's public exogenous move included. */
  amm: AmmVenue;
  /** Balances of the agents' own accounts. */
  wallets: Wallets;
  /** USD of one ether, [wad]; gas is paid in it. */
  etherUsd: bigint;
  /** Whether a transaction of this agent about `subject` is not yet in a block. */
  isWaiting(subject: string): boolean;
}

/** A transaction an agent wants, and why, for the trace. */
export interface Intent extends Call {
  action: string;
  /** What it is about: an account, a pool, an asset. */
  subject: string;
}

/** What a control can keep from happening. */
export type Wanted = "open" | "borrow" | "order" | "withdraw" | "exit" | "deposit" | "grow" | "liquidate" | "other";

/** What an agent would have sent, had a control not said that it would be refused. */
export interface Held {
  control: Treatment;
  reason: string;
  venue: string;
  action: Wanted;
  account: string;
  /** At the reference, USD [wad]. */
  volumeUsd: bigint;
}

/** A participant. It reads and returns intents; it never writes. */
export interface Agent {
  name: string;
  kind: string;
  act(view: View, random: Random): Intent[];
  /** Whether what it sends is upkeep, which keeps no run from ending. */
  isUpkeep?: boolean;
  /** Whether it will still act by itself in the same view: a reaction time has not passed, or a sale is left. */
  isBusy?(): boolean;
  /** What it held back in its last `act`. */
  held?(): readonly Held[];
}
