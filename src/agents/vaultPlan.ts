import type { GuardAsk } from "../venues/guardRefusal.ts";
import type { VaultFunction } from "./vaultCalls.ts";

/** A call on a vault that would go through and do something, and from when on. */
export interface VaultPlan {
  action: "rebalance" | "ripcord" | "fulfil" | "hedge";
  name: VaultFunction;
  args: readonly unknown[];
  /** Whether it trades in many steps. */
  stepwise: boolean;
  /** When its cool-down has passed. [seconds] */
  readyAt: number;
  /** What the call would change, compared by identity: as long as it stays, the call has not helped. */
  state: unknown;
  /** What the venues would ask controls about it. */
  asks: readonly GuardAsk[];
}
