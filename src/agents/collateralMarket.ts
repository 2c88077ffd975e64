import type { AmmVenue, Sale } from "../venues/ammVenue.ts";
import type { Vault } from "../venues/vault.ts";
import type { View } from "./agent.ts";
import type { InstantAssets } from "./instantAssets.ts";

/** A sale of seized collateral; of a share that no pool trades, after redeeming it. */
export interface CollateralSale extends Sale {
  /** The shares that are redeemed first, if they are. */
  redeemed?: { vault: Vault; shares: bigint };
}

/** How seized collateral becomes the debt asset: over the pools, or, of a share that no pool trades, through its vault. */
export class CollateralMarket {
  readonly #view: View;
  readonly #amm: AmmVenue;
  readonly #pot: InstantAssets;
  /** Whether a share counts for what it will pay one day, rather than only for what its vault pays at once. */
  readonly #waits: boolean;

  constructor(view: View, amm: AmmVenue, pot: InstantAssets, waits: boolean) {
    [this.#view, this.#amm, this.#pot, this.#waits] = [view, amm, pot, waits];
  }

  /** The vault through which an asset has to be redeemed before it can be sold. */
  vaultOf(from: string, to: string): Vault | undefined {
    return this.#amm.leads(from, to) ? undefined : this.#view.vaults?.of(from);
  }

  /** More than any sale can bring. */
  mostFor(from: string, to: string, amount: bigint): bigint {
    const vault = this.vaultOf(from, to);
    const [asset, assets] = vault === undefined ? [from, amount] : [vault.info.asset, this.#pot.worth(vault, amount)];
    return this.#amm.leads(asset, to) ? this.#amm.mostFor(asset, to, assets) : 0n;
  }

  /** Most of the collateral that can be turned into anything now. */
  mostOf(from: string, to: string, amount: bigint): bigint {
    const vault = this.#waits ? undefined : this.vaultOf(from, to);
    return vault === undefined ? amount : this.#pot.redeemable(vault, amount);
  }

  /** Undefined where it cannot be sold, or not all of it, or is worth nothing. */
  sell(from: string, to: string, amount: bigint): CollateralSale | undefined {
    if (amount === 0n) return undefined;
    const vault = this.vaultOf(from, to);
    if (vault === undefined) {
      const sale = this.#amm.leads(from, to) ? this.#amm.sell(from, to, amount) : undefined;
      return sale?.complete ? sale : undefined;
    }
    const { asset } = vault.info;
    if (!this.#amm.leads(asset, to) || this.mostOf(from, to, amount) < amount) return undefined;
    const assets = this.#pot.worth(vault, amount);
    if (assets === 0n) return undefined;
    const sale = this.#amm.sell(asset, to, assets);
    return sale.complete ? { ...sale, redeemed: { vault, shares: amount } } : undefined;
  }

  /** Leaves pools and vaults to the sales that follow as this one leaves them. */
  apply({ after, redeemed }: CollateralSale): void {
    this.#amm.apply(after);
    if (redeemed !== undefined && !this.#waits) this.#pot.take(redeemed.vault, redeemed.shares);
  }
}
