import type { Vault } from "../venues/vault.ts";

/** Blocks for which a keeper hopes that what it cannot do now can be done soon. */
const HOPE = 25;

/** How long a keeper has been waiting for a market to recover, or for a reserve to get its cash back. */
export class VaultHope {
  readonly #since = new Map<Vault, { state: string; block: number }>();

  /** Whether a vault that wants something done got any of it within the last blocks. */
  isHopeful(block: number, vault: Vault, wants: boolean): boolean {
    if (!wants) {
      this.#since.delete(vault);
      return false;
    }
    const { register, rebalancedAt, fulfilledAt, rescuedAt } = vault;
    const state = [register.mark, rebalancedAt, fulfilledAt, rescuedAt].join(" ");
    if (this.#since.get(vault)?.state !== state) this.#since.set(vault, { state, block });
    return block - (this.#since.get(vault)?.block ?? block) < HOPE;
  }
}
