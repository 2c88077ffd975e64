import type { Chain } from "../world/chain.ts";
import type { StateChain } from "./state/openState.ts";

/** A chain whose upstream is far away, and can be asked for much at once before it is needed. */
export interface FarChain {
  /** Fetches slots of a contract, whole words both, so that reading them takes no time. */
  prefetch(account: string, slots: readonly string[]): Promise<void>;
}

/** A chain that may or may not keep what is read of a recorded state, or be far from its upstream. */
export type AnyChain = Chain & Partial<Pick<StateChain, "unobserved" | "holds"> & FarChain>;

/** Looks around without that counting as something the run read. */
export function quietly<T>(chain: AnyChain, work: () => Promise<T>): Promise<T> {
  return chain.unobserved === undefined ? work() : chain.unobserved(work);
}
