import type { PoolState } from "../../model/swap.ts";
import type { AmmPoolInfo } from "../../world/deployment.ts";

/** A real pool of an exchange, with all that its swaps depend on. */
export interface PoolFacts extends AmmPoolInfo {
  state: PoolState;
}
