import type { SharePrices } from "./sharePrices.ts";
import type { Vault } from "./vault.ts";

/** The vaults of a world, in the order of the deployment. */
export class VaultBook {
  readonly vaults: readonly Vault[];
  /** The same, each after the vault whose shares it holds. */
  readonly inOrder: readonly Vault[];
  readonly #bySymbol: ReadonlyMap<string, Vault>;
  readonly #byAddress: ReadonlyMap<string, Vault>;
  /** Timestamp of the block that was read last. [seconds] */
  time = 0;
  /** What the feeds of all assets but shares answer, in the oracle's base currency. */
  feeds: ReadonlyMap<string, bigint> = new Map();
  /** Redemption rate of each staked asset, [wad]. */
  rates: ReadonlyMap<string, bigint> = new Map();
  /** The shares and the prices they are made at as they will stand in the block being built, its prints put in. */
  now: SharePrices = { time: 0, oracle: new Map(), feeds: new Map(), shares: new Map() };

  constructor(vaults: readonly Vault[]) {
    this.vaults = vaults;
    this.#bySymbol = new Map(vaults.map((vault) => [vault.info.symbol, vault]));
    this.inOrder = [...vaults].sort((a, b) => this.#depth(a) - this.#depth(b));
    this.#byAddress = new Map(vaults.map((vault) => [vault.info.address, vault]));
  }

  /** The vault whose share this is. */
  of(symbol: string): Vault | undefined {
    return this.#bySymbol.get(symbol);
  }

  at(address: string): Vault | undefined {
    return this.#byAddress.get(address);
  }

  /** How many vaults lie below one: a vault that is deployed over another cannot be below it. */
  #depth({ info }: Vault): number {
    const under = this.#bySymbol.get(info.asset);
    return under === undefined ? 0 : 1 + this.#depth(under);
  }
}
