import type { PerpAction } from "./perpCalls.ts";

/** A call that a keeper wants to make. */
export interface PerpCallPlan {
  action: PerpAction;
  args: readonly unknown[];
  /** The account, or the market's name for what is the engine's. */
  subject: string;
  /** Positions that the call values, for its gas. */
  positions: number;
  /** What the call would change, compared by identity: the same again after a try means that the try failed. */
  state: unknown;
}

/** What a keeper wants of one kind, and whether more of it waits only for time to pass. */
export interface PerpPlan {
  calls: PerpCallPlan[];
  waits: boolean;
}
