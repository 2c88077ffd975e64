import type { BlockRecord } from "../run/recorder.ts";
import { WAD } from "../units.ts";
import type { SharePrice } from "../venues/sharePrices.ts";
import { oraclePricesFrom, referenceUsd, type TraceContext } from "./context.ts";
import { interestFrom } from "./interestFrom.ts";
import type { PerpRecorder } from "./perpRecorder.ts";
import type { OracleState } from "./rounds.ts";
import type { ShareMoments } from "./shareMoments.ts";
import { ShareValue } from "./shareValue.ts";
import type { Views } from "./views.ts";

type Shares = ReadonlyMap<string, Pick<SharePrice, "source">>;

/** What the oracles show at the place of the chain that is being read, print by print. */
export class OracleMoments {
  readonly #context: TraceContext;
  readonly #perps: PerpRecorder | undefined;
  readonly #shares: ShareMoments | undefined;
  /** In the base currency, by reserve: now, and on the path alone. */
  #prices: bigint[];
  #counterfactual: bigint[] = [];
  #views: Views | undefined;
  /** Indexes by reserve at the rates that stood when the run began. */
  readonly #interest: (time: number) => NonNullable<OracleState["interest"]>;

  /** As the run begins, with everything read. */
  constructor(context: TraceContext, perps: PerpRecorder | undefined, shares: ShareMoments | undefined) {
    this.#context = context;
    this.#perps = perps;
    this.#shares = shares;
    this.#prices = [...context.venues.lending.prices];
    this.#interest = interestFrom(context.venues.lending);
  }

  /** In the base currency, by reserve. */
  get prices(): readonly bigint[] {
    return this.#prices;
  }

  get now(): OracleState {
    return { reserves: [...this.#prices], perps: this.#perps?.moment };
  }

  get views(): Views {
    this.#views ??= this.#look();
    return this.#views;
  }

  /** USD [wad] of an amount at reference prices, of shares by what their vault has. */
  referenceUsd({ outside }: Pick<BlockRecord, "outside">, symbol: string, amount: bigint): bigint {
    const shares = this.#shares?.reference;
    if (shares?.shares.has(symbol)) return new ShareValue(this.#context, shares).usd(symbol, amount);
    return referenceUsd(this.#context, outside, symbol, amount);
  }

  /** A block is about to be read; the venues stand as before it. */
  open(record: BlockRecord): void {
    const { reserves } = this.#context.venues.lending;
    this.#views = undefined;
    this.#shares?.open(record);
    this.#perps?.open(record);
    const standing = reserves.map((reserve) => reserve.price);
    this.#prices = this.#with(standing, this.#shares?.now.shares);
    const alone = oraclePricesFrom(this.#context, record.counterfactual);
    this.#counterfactual = this.#with(alone, this.#shares?.counterfactual.shares);
  }

  /** A feed shows a new price, in the base currency. */
  print(symbol: string, printed: bigint): void {
    const { lending } = this.#context.venues;
    const { assets } = this.#context.world.scenario;
    this.#views = undefined;
    const index = lending.reserves.findIndex((reserve) => reserve.symbol === symbol);
    const was = this.#prices[index] ?? 0n;
    const plain = lending.reserves.map((reserve, i) => {
      if (i === index) return printed;
      const price = this.#prices[i] ?? 0n;
      return assets[reserve.symbol]?.staked?.over === symbol && was > 0n ? (price * printed) / was : price;
    });
    const price = (printed * WAD) / lending.baseUnit;
    this.#shares?.print(symbol, price);
    this.#prices = this.#with(plain, this.#shares?.now.shares);
    this.#perps?.print(symbol, price);
  }

  #look(): Views {
    const shares = this.#shares;
    const perps = this.#perps?.views;
    const interest = this.#interest(this.#context.venues.lending.time);
    return {
      now: { ...this.now, interest },
      counterfactual: { reserves: this.#counterfactual, interest, perps: perps?.counterfactual.perps },
      sharesAlone: {
        reserves: this.#with(this.#counterfactual, shares?.now.shares),
        interest,
        perps: perps?.sharesAlone.perps,
      },
      pricesAlone: {
        reserves: this.#with(this.#prices, shares?.counterfactual.shares),
        interest,
        perps: perps?.pricesAlone.perps,
      },
    };
  }

  #with(plain: readonly bigint[], shares: Shares | undefined): bigint[] {
    return this.#context.venues.lending.reserves.map(({ symbol }, i) => shares?.get(symbol)?.source ?? plain[i] ?? 0n);
  }
}
