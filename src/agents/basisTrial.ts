import { mulDivUp } from "../model/mulDiv.ts";
import { measureAccount } from "../model/perps/measureAccount.ts";
import { deposit } from "../model/perps/moveMargin.ts";
import { trade } from "../model/perps/trade.ts";
import { lessSlippage, spotForDown, spotValueDown } from "../model/vaults/basisMath.ts";
import { BPS } from "../units.ts";
import type { AmmVenue } from "../venues/ammVenue.ts";
import type { BasisOutlook } from "./basisOutlook.ts";
import { PerpRehearsal } from "./perpRehearsal.ts";

/**
 * A call of a basis vault tried out, trade by trade, on copies of pools and exchange: what is sold stays sold for the
 * trades after it. `failed` once a trade would have the call reverted.
 */
export class BasisTrial {
  readonly #look: BasisOutlook;
  readonly #amm: AmmVenue;
  readonly #rehearsal: PerpRehearsal;
  readonly #slippage: bigint;
  readonly #name: string;
  /** What may still be traded on the AMM. [asset] */
  room: bigint;
  failed = false;

  constructor(look: BasisOutlook, amm: AmmVenue, { slippage, maxTrade }: { slippage: bigint; maxTrade: bigint }) {
    this.#look = look;
    this.#amm = amm.copy();
    this.#slippage = slippage;
    this.#name = look.vault.info.address;
    this.#rehearsal = new PerpRehearsal(look.book, [this.#name]);
    this.room = maxTrade;
  }

  /** Equity on the exchange as it stands in the trial. [asset] */
  get equity(): bigint {
    return measureAccount(this.#rehearsal.state, this.#name).equity;
  }

  /** Sells spot on the AMM, as much as there is room for. [spot token → asset] */
  sell(spot: bigint): { sold: bigint; received: bigint } {
    const { prices, spotAsset, vault } = this.#look;
    const sold = spotValueDown(prices, spot) > this.room ? spotForDown(prices, this.room) : spot;
    if (sold <= 0n) return { sold: 0n, received: 0n };
    const sale = this.#amm.sell(spotAsset, vault.info.asset, sold);
    const value = spotValueDown(prices, sold);
    this.room -= value < this.room ? value : this.room;
    this.#amm.apply(sale.after);
    if (!sale.complete || sale.amountOut < lessSlippage(value, this.#slippage)) this.failed = true;
    return { sold, received: sale.amountOut };
  }

  /** Buys spot on the AMM, as much as there is room for. [asset → spot token] */
  buy(assets: bigint): { spent: bigint; bought: bigint } {
    const { prices, spotAsset, vault } = this.#look;
    const spent = assets < this.room ? assets : this.room;
    if (spent <= 0n) return { spent: 0n, bought: 0n };
    const sale = this.#amm.sell(vault.info.asset, spotAsset, spent);
    this.room -= spent;
    this.#amm.apply(sale.after);
    if (!sale.complete || sale.amountOut < lessSlippage(spotForDown(prices, spent), this.#slippage)) this.failed = true;
    return { spent, bought: sale.amountOut };
  }

  addMargin(amount: bigint): void {
    if (amount > 0n) this.#rehearsal.refusalOf((state) => deposit(state, this.#name, null, amount));
  }

  /** Buys so much of the short back; false where the exchange refuses. [wad base] */
  buyBack(size: bigint): boolean {
    const most = (this.#look.prices.mark * (BPS + this.#slippage)) / BPS;
    return this.#trade(size, most, true);
  }

  /** Sells so much more of the perpetual; false where the exchange refuses. [wad base] */
  sellMore(size: bigint): boolean {
    return this.#trade(-size, mulDivUp(this.#look.prices.mark, BPS - this.#slippage, BPS), false);
  }

  #trade(sizeDelta: bigint, acceptablePrice: bigint, reduceOnly: boolean): boolean {
    if (sizeDelta === 0n) return false;
    const order = { market: this.#look.market.id, sizeDelta, acceptablePrice, reduceOnly };
    return this.#rehearsal.refusalOf((state) => trade(state, this.#name, order)) === undefined;
  }
}
