import { ZeroAddress } from "ethers";
import type { Treatments } from "../scenario/treatmentSchema.ts";
import type { GuardDeployment, GuardScope } from "../world/deployment.ts";
import { MAX_UINT } from "../world/encode.ts";
import { EMPTY_PLACE, type GuardPlace, type PlaceState } from "./guardPlace.ts";
import { type GuardAsk, type GuardRefusal, guardRefusal, stopped } from "./guardRefusal.ts";
import { type LiquidationStep, stepRoomUsd } from "./liquidationStep.ts";

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
  /** Addresses whose prices bind all that a venue does, by its name. */
  readonly watched: ReadonlyMap<string, readonly string[]>;
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
    const prices = deployment.scopes.filter(({ control }) => control === "priceVelocity");
    const at = (name: string) =>
      prices.filter(({ venue }) => venue === null || venue === name).map((scope) => scope.at.asset);
    this.watched = new Map(Object.keys(deployment.venues).map((name) => [name, at(name)]));
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
    const { addresses } = this.places.find((place) => place.venue === venue && place.symbol === symbol) ?? {};
    const binds = ({ control, at }: GuardScope) =>
      control === "throttle" &&
      (at.venue === ZeroAddress || at.venue === addresses?.venue) &&
      (at.asset === ZeroAddress || at.asset === addresses?.asset);
    return String(this.deployment.scopes.findIndex(binds));
  }

  /** Whether a halt, a pause or its grace keeps liquidations of an asset from happening at a venue. */
  stopsLiquidations(venue: string, symbol: string): boolean {
    return stopped(this, { venue, symbol, action: "liquidate" }) !== undefined;
  }

  /** Whether something keeps supply and shares of an asset from leaving a venue. */
  stopsWithdrawals(venue: string, symbol: string): boolean {
    return stopped(this, { venue, symbol, action: venue === "lending" ? "withdraw" : "exit" }) !== undefined;
  }

  /** What a step of an account's liquidation may still repay, USD [wad]; undefined where no tier applies. */
  stepRoomUsd(account: string, debtUsd: bigint, healthFactor: bigint): bigint | undefined {
    const { steps } = this.treatments;
    if (steps === undefined) return undefined;
    return stepRoomUsd(steps, this.steps.get(account), { debtUsd, healthFactor, time: this.time });
  }

  /** Whether a throttle's period or a step is under way, so that more of an account may be liquidated by itself soon. */
  delaysLiquidation(account: string): boolean {
    const { throttle } = this.treatments;
    const used = ({ venue, symbol }: GuardPlace) => {
      const room = this.liquidationRoomUsd(venue, symbol);
      return room !== undefined && throttle !== undefined && room < throttle.limitUsd;
    };
    return BigInt(this.time) < (this.steps.get(account)?.until ?? 0n) || this.places.some(used);
  }

  /** Why a report would be refused, as far as this book can tell. */
  refusalOf(ask: GuardAsk): GuardRefusal | undefined {
    return guardRefusal(this, ask);
  }
}

const finite = (room: bigint): bigint | undefined => (room === MAX_UINT ? undefined : room);
