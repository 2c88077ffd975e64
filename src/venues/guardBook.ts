import { mulDivUp } from "../model/mulDiv.ts";
import type { PriceVelocityConfig } from "../scenario/breakerSchema.ts";
import type { Treatment, Treatments } from "../scenario/treatmentSchema.ts";
import type { GuardDeployment } from "../world/deployment.ts";
import { MAX_UINT } from "../world/encode.ts";
import { EMPTY_PLACE, type GuardPlace, type PlaceState } from "./guardPlace.ts";
import { type LiquidationStep, stepRoomUsd } from "./liquidationStep.ts";

/** What a venue would report; amounts in smallest units of the asset, of a market [wad base]. */
export interface GuardAsk {
  /** Name: lending, perps, a vault's share. */
  venue: string;
  /** What it names: an asset, or a market of the exchange. */
  symbol: string;
  action: "borrow" | "order" | "withdraw" | "exit" | "deposit" | "grow" | "liquidate";
  amount?: bigint;
  /** Account leverage [wad] after it, and whose it is. */
  leverage?: bigint;
  account?: string;
}

/** That a control would not let something happen, by the error's name, and whether time alone may change that. */
export interface GuardRefusal {
  control: Treatment;
  reason: string;
  passes: boolean;
}

/** What the registry knows of a vault. */
export interface VaultMeasure {
  /** [wad] */
  leverage: bigint;
  takenAt: number;
  /** [wad] 0 for none. */
  cap: bigint;
}

/**
 * What anyone can ask the controls on the chain: rooms as at the last block, ends of halts and pauses against the time
 * of the block being built. What it lets pass may still be refused: others may use up a room in the same block, and an
 * account's own margin and leverage are for the chain to judge.
 */
export class GuardBook {
  readonly treatments: Treatments;
  readonly deployment: GuardDeployment;
  readonly places: readonly GuardPlace[];
  /** Of the block being built, unix seconds. */
  time = 0;
  /** By account, as the chain stores it. */
  readonly steps = new Map<string, LiquidationStep>();
  /** Initial margin that holds, by asset, [wad]. */
  margins: ReadonlyMap<string, bigint> = new Map();
  /** Share of the backing that margins take, by venue, [wad]. */
  haircuts: ReadonlyMap<string, bigint> = new Map();
  /** By share. */
  vaults: ReadonlyMap<string, VaultMeasure> = new Map();
  /** Caps of whoever has none of its own, and of the system; 0 for none. [wad] */
  cap = 0n;
  systemCap = 0n;
  /** As the registry took it last, [wad]; undefined without a registry. */
  systemLeverage: bigint | undefined;
  systemTakenAt = 0;
  readonly #states = new Map<string, PlaceState>();

  constructor(treatments: Treatments, deployment: GuardDeployment, places: readonly GuardPlace[]) {
    this.treatments = treatments;
    this.deployment = deployment;
    this.places = places;
  }

  /** Takes what was read of a place. */
  set(venue: string, symbol: string, state: PlaceState): void {
    this.#states.set(`${venue}/${symbol}`, state);
  }

  /** As read at the last block; nothing limits a place that no control knows. */
  at(venue: string, symbol: string): PlaceState {
    return this.#states.get(`${venue}/${symbol}`) ?? EMPTY_PLACE;
  }

  /** Value that may still be seized of an asset at a venue, USD [wad]; undefined where nothing throttles. */
  liquidationRoomUsd(venue: string, symbol: string): bigint | undefined {
    return finite(this.at(venue, symbol).liquidationRoom);
  }

  /** What may still leave a venue at once, smallest units; undefined where nothing limits it. */
  outflowRoom(venue: string, symbol: string): bigint | undefined {
    return finite(this.at(venue, symbol).outflowRoom);
  }

  /** What may still be borrowed, smallest units, or ordered, [wad base]; undefined where nothing limits it. */
  borrowRoom(venue: string, symbol: string): bigint | undefined {
    return finite(this.at(venue, symbol).borrowRoom);
  }

  /** Which places share one throttle: the same key, the same room. */
  throttleKey(venue: string, symbol: string): string {
    const { venues, assets } = this.treatments.throttle ?? {};
    return `${venues === undefined ? "*" : venue}/${assets === undefined ? "*" : symbol}`;
  }

  /** Whether a halt, a pause or its grace keeps liquidations of an asset from happening at a venue. */
  stopsLiquidations(venue: string, symbol: string): boolean {
    return this.#stopped({ venue, symbol, action: "liquidate" }) !== undefined;
  }

  /** Whether something keeps supply and shares of an asset from leaving a venue. */
  stopsWithdrawals(venue: string, symbol: string): boolean {
    return this.#stopped({ venue, symbol, action: venue === "lending" ? "withdraw" : "exit" }) !== undefined;
  }

  /** What a step of an account's liquidation may still repay, USD [wad]; undefined where no tier applies. */
  stepRoomUsd(account: string, debtUsd: bigint, healthFactor: bigint): bigint | undefined {
    const { steps } = this.treatments;
    if (steps === undefined) return undefined;
    return stepRoomUsd(steps, this.steps.get(account), { debtUsd, healthFactor, time: this.time });
  }

  /** Why a report would be refused, as far as this book can tell; an amount of zero asks whether anything may pass. */
  refusalOf(ask: GuardAsk): GuardRefusal | undefined {
    return this.#stopped(ask) ?? this.#limited(ask) ?? this.#capped(ask);
  }

  /** Pause, grace, halt. */
  #stopped({ venue, symbol, action }: GuardAsk): GuardRefusal | undefined {
    const { pausedUntil, graceUntil } = this.at(venue, symbol);
    const [time, liquidates] = [BigInt(this.time), action === "liquidate"];
    if (time < pausedUntil) return { control: "pause", reason: "CircuitBreaker_Paused", passes: true };
    if (liquidates && time < graceUntil) return { control: "pause", reason: "CircuitBreaker_Grace", passes: true };
    const { priceVelocity } = this.treatments;
    if (priceVelocity === undefined || !halts(priceVelocity, venue, action)) return undefined;
    const watched = [symbol, ...priceVelocity.assets];
    if (!watched.some((each) => time < this.at(venue, each).haltedUntil)) return undefined;
    return { control: "priceVelocity", reason: "CircuitBreaker_PriceHalted", passes: true };
  }

  /** Throttle, loss stop, velocity of borrowing, outflow. */
  #limited({ venue, symbol, action, amount = 1n }: GuardAsk): GuardRefusal | undefined {
    const place = this.at(venue, symbol);
    if (action === "liquidate") {
      if (place.liquidationRoom > 0n) return undefined;
      return { control: "throttle", reason: "CircuitBreaker_AboveQuota", passes: true };
    }
    if (action === "borrow" || action === "order") {
      const passes = place.lossUntil !== MAX_UINT;
      if (BigInt(this.time) < place.lossUntil)
        return { control: "lossStop", reason: "CircuitBreaker_LossStopped", passes };
      if (amount > place.borrowRoom)
        return { control: "borrowVelocity", reason: "CircuitBreaker_AboveQuota", passes: true };
    }
    const leaves = action === "borrow" || action === "withdraw" || action === "exit";
    if (!leaves || amount <= place.outflowRoom) return undefined;
    return { control: "outflow", reason: "CircuitBreaker_OutflowLimited", passes: true };
  }

  /** The registry, where it enforces. What is known of an account is what the asker says of it. */
  #capped({ action, leverage, account, venue }: GuardAsk): GuardRefusal | undefined {
    const { cap } = this.treatments;
    const grows = action === "borrow" || action === "order" || action === "deposit" || action === "grow";
    if (cap?.mode !== "enforce" || !grows || this.systemLeverage === undefined) return undefined;
    const own = account === this.deployment.venues[venue] ? this.vaults.get(venue)?.cap : undefined;
    const most = own ?? this.cap;
    if (most !== 0n && leverage !== undefined && leverage > most)
      return { control: "cap", reason: "LeverageRegistry_AboveCap", passes: false };
    if (this.systemCap === 0n) return undefined;
    if (this.time > this.systemTakenAt + cap.maxAgeSeconds)
      return { control: "cap", reason: "LeverageRegistry_Stale", passes: true };
    if (this.systemLeverage <= this.systemCap) return undefined;
    return { control: "cap", reason: "LeverageRegistry_AboveCap", passes: false };
  }
}

function halts(config: PriceVelocityConfig, venue: string, action: GuardAsk["action"]): boolean {
  if (config.response !== "halt" || config.venues?.includes(venue) === false) return false;
  if (action === "liquidate") return config.stopsLiquidations;
  // The exchange reports margin that leaves as what adds risk.
  const exits = action === "exit" || (action === "withdraw" && venue !== "perps");
  return !exits || config.stopsWithdrawals;
}

const finite = (room: bigint): bigint | undefined => (room === MAX_UINT ? undefined : room);
