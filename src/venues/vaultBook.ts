import type { Vault } from "./vault.ts";

/** The vaults of a world, in the order of the deployment. */
export class VaultBook {
  readonly vaults: readonly Vault[];
  readonly #bySymbol: ReadonlyMap<string, Vault>;
  readonly #byAddress: ReadonlyMap<string, Vault>;
  /** Timestamp of the block that was read last. [seconds] */
  time = 0;
  /** What the feeds of all assets but shares answer, in the oracle's base currency. */
  feeds: ReadonlyMap<string, bigint> = new Map();

  constructor(vaults: readonly Vault[]) {
    this.vaults = vaults;
    this.#bySymbol = new Map(vaults.map((vault) => [vault.info.symbol, vault]));
    this.#byAddress = new Map(vaults.map((vault) => [vault.info.address, vault]));
  }

  /** The vault whose share this is. */
  of(symbol: string): Vault | undefined {
    return this.#bySymbol.get(symbol);
  }

  at(address: string): Vault | undefined {
    return this.#byAddress.get(address);
  }
}
