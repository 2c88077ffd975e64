import { basisMoment } from "../model/vaults/basisVault.ts";
import { redeemableDown, redemptionDown, type ShareBooks, sharesToAssetsUp } from "../model/vaults/conversion.ts";
import { loopInstantDown } from "../model/vaults/loopInstant.ts";
import type { Vault } from "../venues/vault.ts";
import type { View } from "./agent.ts";
import { basisOutlook } from "./basisOutlook.ts";
import { exitRoom } from "./exitRefusal.ts";
import { loopOutlook } from "./loopOutlook.ts";

/**
 * What each vault can pay at once in the block being built, and controls let leave, less what is planned already:
 * redeemers draw on one pot.
 */
export class InstantAssets {
  readonly #view: View;
  readonly #left = new Map<Vault, bigint>();
  readonly #books = new Map<Vault, ShareBooks>();
  readonly #free: boolean;

  /** `free` leaves the controls out. */
  constructor(view: View, free = false) {
    this.#view = view;
    this.#free = free;
  }

  /** [asset] */
  of(vault: Vault): bigint {
    const left = this.#left.get(vault) ?? this.#first(vault);
    this.#left.set(vault, left);
    return left;
  }

  /** Most shares of `held` that can be redeemed at once. */
  redeemable(vault: Vault, held: bigint): bigint {
    return redeemableDown(this.#booksOf(vault), held, this.of(vault), vault.terms?.exitFee ?? 0n);
  }

  /** What redeeming shares at once pays. [asset] */
  worth(vault: Vault, shares: bigint): bigint {
    return redemptionDown(this.#booksOf(vault), shares, vault.terms?.exitFee ?? 0n);
  }

  /** Leaves less for those who are planned later, at a price that the fee on the way out has raised. */
  take(vault: Vault, shares: bigint): void {
    const [paid, books] = [this.worth(vault, shares), this.#booksOf(vault)];
    const left = this.of(vault) - paid;
    this.#left.set(vault, left > 0n ? left : 0n);
    this.#books.set(vault, { assets: books.assets - paid, shares: books.shares - shares });
  }

  #first(vault: Vault): bigint {
    const instant = instantOf(this.#view, vault);
    return this.#free ? instant : exitRoom(this.#view, vault, instant);
  }

  #booksOf(vault: Vault): ShareBooks {
    const now = this.#view.vaults?.now.shares.get(vault.info.symbol);
    return this.#books.get(vault) ?? now ?? { assets: 0n, shares: 1n };
  }
}

/** What the vault would say it can pay at once, at this block's prices. [asset] */
function instantOf(view: View, vault: Vault): bigint {
  const loop = loopOutlook(view, vault, 0n);
  if (loop !== undefined) {
    const { pair, position, settings, net, shares, venue } = loop;
    const asked = sharesToAssetsUp({ assets: net, shares }, vault.pending);
    return loopInstantDown(pair, position, settings.maxLeverage, asked, venue.supply.cash);
  }
  const basis = basisOutlook(view, vault);
  return basis === undefined ? 0n : basisMoment(basis.state).instant(basis.asked);
}
