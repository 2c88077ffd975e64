import type { ForkAccount, ForkBlock } from "./forkState.ts";

type Eventually<T> = T | Promise<T>;

/** Whoever tells how a chain stood at the end of one block. Addresses are lower case, slots and values whole words. */
export interface StateReader {
  /** Undefined for one of which nothing is known, which is then taken to be empty. */
  account(address: string): Eventually<ForkAccount | undefined>;
  slot(account: string, slot: string): Eventually<string>;
  /** A block below that one. */
  ancestor(number: number): Eventually<ForkBlock>;
}
