import type { ForkSource } from "../chain/fork.ts";
import type { ForkShock } from "./forkScenario.ts";

/** What a forked run is asked for. */
export interface ForkPlan {
  source: ForkSource;
  /** A name that `addressesFor` knows. */
  protocol: string;
  /** The lending pool, and a file of addresses, in place of those known. */
  pool?: string | undefined;
  addresses?: string | undefined;
  /** A file that `fork discover` wrote. */
  positions?: string | undefined;
  /** Of the accounts in it, those with the most debt; all if absent. */
  maxAccounts?: number | undefined;
  /** A scenario's file. */
  scenario?: string | undefined;
  /** A file of what other venues take. */
  depth?: string | undefined;
  shocks: readonly ForkShock[];
  seed?: number | undefined;
}
