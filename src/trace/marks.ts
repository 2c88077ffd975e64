import type { OutsidePrice } from "../market/outsideMarket.ts";
import { RAY, WAD } from "../units.ts";
import type { TraceContext } from "./context.ts";
import type { Holding } from "./groupHoldings.ts";
import type { ShareLedgers } from "./shareLedgers.ts";

/** What holdings are valued at: reference prices by asset, the venue's indexes by reserve; a share at its part of its vault. */
export class Marks {
  readonly #shares: ShareLedgers;
  readonly #units: readonly bigint[];
  readonly #assetOf: readonly number[];
  /** USD a whole unit, [wad]. */
  readonly prices: readonly bigint[];
  /** Redemption rate of a staked asset [wad]; 0 for any other. */
  readonly rates: readonly bigint[];
  /** [ray] */
  readonly supplyIndexes: bigint[];
  /** [ray] */
  readonly debtIndexes: readonly bigint[];

  /** At these prices, with interest up to the book's time. */
  constructor(
    { world, venues, decimalsOf }: TraceContext,
    outside: ReadonlyMap<string, OutsidePrice>,
    shares: ShareLedgers,
  ) {
    this.#shares = shares;
    const symbols = Object.keys(world.scenario.assets);
    const { reserves, time } = venues.lending;
    const indexes = reserves.map((reserve) => reserve.indexesAt(time));
    this.#units = symbols.map((symbol) => 10n ** BigInt(decimalsOf(symbol)));
    this.#assetOf = reserves.map((reserve) => symbols.indexOf(reserve.symbol));
    this.prices = symbols.map((symbol) => outside.get(symbol)?.reference ?? WAD);
    this.rates = symbols.map((symbol) => outside.get(symbol)?.rate ?? 0n);
    this.supplyIndexes = indexes.map(({ liquidityIndex }) => liquidityIndex);
    // Without debt the borrow index stands still, whatever the rate.
    this.debtIndexes = reserves.map((reserve, i) =>
      reserve.scaledDebt === 0n ? reserve.borrowIndex : (indexes[i]?.borrowIndex ?? 0n),
    );
  }

  /** USD [wad] of an amount of an asset in smallest units, rounded towards zero. */
  usd(asset: number, amount: bigint): bigint {
    const share = this.#shares.ofShare(asset);
    if (share !== undefined) return share.usd(amount);
    return (amount * (this.prices[asset] ?? 0n)) / (this.#units[asset] ?? 1n);
  }

  /** The asset of a reserve, by its place in the scenario. */
  assetOf(reserve: number): number {
    return this.#assetOf[reserve] ?? -1;
  }

  /** A holding's net worth in smallest units of each asset: wallets and claims less debts. */
  net(holding: Holding): bigint[] {
    const net = [...holding.tokens];
    this.#assetOf.forEach((asset, i) => {
      const claims = ((holding.supplied[i] ?? 0n) * (this.supplyIndexes[i] ?? 0n)) / RAY;
      const debts = ((holding.owed[i] ?? 0n) * (this.debtIndexes[i] ?? 0n)) / RAY;
      net[asset] = (net[asset] ?? 0n) + claims - debts;
    });
    return net;
  }

  /** The same of one asset alone. */
  amountOf(holding: Holding, asset: number): bigint {
    let amount = holding.tokens[asset] ?? 0n;
    this.#assetOf.forEach((other, i) => {
      if (other !== asset) return;
      amount += ((holding.supplied[i] ?? 0n) * (this.supplyIndexes[i] ?? 0n)) / RAY;
      amount -= ((holding.owed[i] ?? 0n) * (this.debtIndexes[i] ?? 0n)) / RAY;
    });
    return amount;
  }

  /** The same in USD [wad]. */
  worth(holding: Holding): bigint {
    return this.net(holding).reduce((sum, amount, asset) => sum + this.usd(asset, amount), 0n);
  }
}
