import { Interface } from "ethers";
import type { Treatments } from "../../scenario/treatmentSchema.ts";
import { formatDecimal } from "../../units.ts";
import type { GuardBook } from "../../venues/guardBook.ts";
import type { GuardScope } from "../../world/deployment.ts";
import { MAX_UINT } from "../../world/encode.ts";
import { read } from "../../world/read.ts";
import type { Session } from "../session.ts";
import { type LockedFunds, lockedFunds } from "./lockedFunds.ts";

const BREAKER = new Interface([
  "function priceState((address venue, address asset) scope) view returns (uint256 price, uint256 move, uint256 until, uint256 spread)",
  "function lossStoppedUntil((address venue, address asset) scope) view returns (uint256)",
  "function pausedUntil((address venue, address asset) scope) view returns (uint256 until, uint256 graceUntil)",
]);

/** A control of the breaker where it is set. */
export interface BreakerLine {
  control: GuardScope["control"];
  /** By name; null is everywhere. */
  venue: string | null;
  /** Asset or market; null is everything. */
  asset: string | null;
  /** In the control's own measure: a share, or USD; null for a pause. */
  limit: string | null;
  /** What it still lets pass: USD of what is seized, whole units of what is borrowed or leaves; null where it has none. */
  left: string | null;
  state: "calm" | "spent" | "halted" | "widened" | "stopped" | "paused" | "grace";
  /** When that ends by itself, unix seconds; null where it does not, or nothing has to. */
  until: number | null;
}

export interface BreakerStatus {
  controls: BreakerLine[];
  /** What outflows it holds. */
  locked: LockedFunds[];
}

/** Reads the circuit breaker of a live node; null without one. */
export async function breakerStatus(session: Session): Promise<BreakerStatus | null> {
  const { guards: book } = session.venues;
  const breaker = book?.deployment.breaker;
  if (book === undefined || breaker === undefined) return null;
  const controls = await Promise.all(book.deployment.scopes.map((scope) => lineOf(session, book, breaker, scope)));
  return { controls, locked: await lockedFunds(session, breaker) };
}

async function lineOf(session: Session, book: GuardBook, to: string, scope: GuardScope): Promise<BreakerLine> {
  const { chain, time } = session.world;
  const ask = (name: string) => read(chain, to, BREAKER, name, [scope.at]);
  const isAhead = (until: bigint) => until > BigInt(time);
  const { control, venue, asset } = scope;
  const line = { control, venue, asset, limit: limitOf(control, book.treatments), left: null };
  const calm = { ...line, state: "calm" as const, until: null };
  switch (control) {
    case "priceVelocity": {
      const { until, spread } = await ask("priceState");
      if (!isAhead(until)) return calm;
      return { ...line, state: spread > 0n ? "widened" : "halted", until: endOf(until) };
    }
    case "lossStop": {
      const [until] = await ask("lossStoppedUntil");
      return isAhead(until) ? { ...line, state: "stopped", until: endOf(until) } : calm;
    }
    case "pause": {
      const { until, graceUntil } = await ask("pausedUntil");
      if (isAhead(until)) return { ...line, state: "paused", until: endOf(until) };
      return isAhead(graceUntil) ? { ...line, state: "grace", until: endOf(graceUntil) } : calm;
    }
    default: {
      const room = roomOf(book, scope);
      const left = room === undefined ? null : formatDecimal(room, decimalsOf(session, scope));
      return { ...line, left, state: room === 0n ? "spent" : "calm", until: null };
    }
  }
}

/** The most that any place of a scope still lets pass, as far as controls of this kind go. */
function roomOf(book: GuardBook, { control, venue, asset }: GuardScope): bigint | undefined {
  const rooms = book.places
    .filter((place) => (venue ?? place.venue) === place.venue && (asset ?? place.symbol) === place.symbol)
    .map((place) => {
      if (control === "throttle") return book.liquidationRoomUsd(place.venue, place.symbol);
      if (control === "outflow") return book.outflowRoom(place.venue, place.symbol);
      return book.borrowRoom(place.venue, place.symbol);
    })
    .filter((room) => room !== undefined);
  return rooms.length === 0 ? undefined : rooms.reduce((most, room) => (room > most ? room : most));
}

function decimalsOf({ world }: Session, { control, asset, isMarket }: GuardScope): number {
  if (control === "throttle" || isMarket || asset === null) return 18;
  return world.scenario.assets[asset]?.decimals ?? 18;
}

function limitOf(control: GuardScope["control"], treatments: Treatments): string | null {
  const { priceVelocity, outflow, throttle, borrowVelocity, lossStop } = treatments;
  const limits = {
    priceVelocity: priceVelocity?.maxMove,
    outflow: outflow?.minRetained,
    throttle: throttle?.limitUsd,
    borrowVelocity: borrowVelocity?.limitUsd,
    lossStop: lossStop?.toleranceUsd,
    pause: undefined,
  };
  const limit = limits[control];
  return limit === undefined ? null : formatDecimal(limit, 18);
}

function endOf(until: bigint): number | null {
  return until === MAX_UINT ? null : Number(until);
}
