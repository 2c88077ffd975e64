import type { Chain } from "../world/chain.ts";
import type { StateChain } from "./state/openState.ts";

/** A chain that may or may not keep what is read of a recorded state. */
export type AnyChain = Chain & Partial<Pick<StateChain, "unobserved" | "holds">>;

/** Looks around without that counting as something the run read. */
export function quietly<T>(chain: AnyChain, work: () => Promise<T>): Promise<T> {
  return chain.unobserved === undefined ? work() : chain.unobserved(work);
}
