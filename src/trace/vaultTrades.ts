import type { Vault } from "../venues/vault.ts";
import type { VaultEvent } from "./vaultEvent.ts";

/** What a transaction bought and sold for a vault so far, in smallest units of what it holds against its debt or short. */
export class VaultTrades {
  readonly #vault: Vault;
  bought = 0n;
  sold = 0n;

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  /** Collateral of a loop vault, spot of a basis vault. */
  get asset(): string {
    const { config } = this.#vault;
    return config.kind === "loop" ? config.asset : config.spot;
  }

  apply(event: VaultEvent): void {
    if (event.name === "Raised") this.bought += event.bought;
    if (event.name === "Lowered") this.sold += event.sold;
    if (event.name === "Invested") this.bought += event.spotBought;
    if (event.name === "Divested") this.sold += event.spotSold;
  }
}
