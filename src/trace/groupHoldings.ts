import type { Position } from "../venues/lendingBook.ts";
import { topicAddress, wordAt } from "../venues/words.ts";
import type { Log } from "../world/transaction.ts";
import { groupOf, groupsOf, OUTSIDE, TREASURY, VENUE } from "./attributionGroups.ts";
import type { TraceContext } from "./context.ts";
import { TOPICS } from "./events.ts";
import { copyOf } from "./positionOverlay.ts";
import { scaledChanges } from "./scaledChanges.ts";

/** What a group holds: tokens in smallest units by asset; claims and debts in the venue in scaled units by reserve. */
export interface Holding {
  tokens: bigint[];
  supplied: bigint[];
  owed: bigint[];
}

type Side = { reserve: number; side: "supplied" | "owed" };

/**
 * The holdings of every group, kept by group alone so that a block costs what changed in it. Tokens follow their
 * transfers exactly. Claims follow the venue's events to a unit and are set right from the book at each block's end.
 */
export class GroupHoldings {
  readonly #context: TraceContext;
  readonly #assets: ReadonlyMap<string, number>;
  readonly #sides = new Map<string, Side>();
  readonly #accrued: bigint[];
  readonly #touched = new Map<string, { now: Position; before: Position; moved: Position }>();
  /** The group of an address; undefined for what nobody holds. */
  readonly groupOf: (address: string) => string | undefined;
  readonly groups = new Map<string, Holding>();
  /** Changes of claims and debts so far, by group and reserve: each may round by a unit. */
  readonly operations = new Map<string, bigint[]>();

  constructor(context: TraceContext) {
    this.#context = context;
    const { deployment, scenario } = context.world;
    this.groupOf = groupOf(context);
    this.#assets = new Map(Object.keys(scenario.assets).map((symbol, i) => [deployment.tokens[symbol] ?? "", i]));
    deployment.reserves.forEach(({ aToken, debtToken }, reserve) => {
      this.#sides.set(aToken, { reserve, side: "supplied" }).set(debtToken, { reserve, side: "owed" });
    });
    const none = () => deployment.reserves.map(() => 0n);
    this.#accrued = none();
    for (const group of groupsOf(context)) {
      this.groups.set(group, { tokens: [...this.#assets].map(() => 0n), supplied: none(), owed: none() });
      this.operations.set(group, none());
    }
  }

  /** Begins with what the set-up's logs and the venue's book say. The outside's stock is without bound, so none. */
  start(): void {
    const { world, venues } = this.#context;
    for (const mined of world.setup) for (const { logs } of mined.receipts) for (const log of logs) this.book(log);
    for (const position of venues.lending.positions) {
      clear((this.#touched.get(position.account) ?? this.#touch(position)).before);
    }
    this.close();
    this.groups.get(OUTSIDE)?.tokens.fill(0n);
    for (const counts of this.operations.values()) counts.fill(0n);
  }

  /** Takes one log; those that move neither tokens nor claims change nothing. */
  book(log: Log): void {
    const asset = this.#assets.get(log.address);
    if (asset !== undefined && log.topics[0] === TOPICS.transfer) {
      const [from, to] = [topicAddress(log.topics[1]), topicAddress(log.topics[2])].map(this.groupOf);
      if (from === to) return;
      const amount = wordAt(log.data, 0);
      this.#add(from, "tokens", asset, -amount);
      this.#add(to, "tokens", asset, amount);
    }
    const side = this.#sides.get(log.address);
    if (side === undefined) return;
    for (const { account, scaled } of scaledChanges(log)) {
      const group = this.groupOf(account);
      this.#add(group, side.side, side.reserve, scaled);
      const counts = this.operations.get(group ?? "");
      if (counts !== undefined) counts[side.reserve] = (counts[side.reserve] ?? 0n) + 1n;
      const position = this.#context.venues.lending.positionOf(account);
      if (position === undefined) continue;
      const { moved } = this.#touched.get(account) ?? this.#touch(position);
      moved[side.side][side.reserve] = (moved[side.side][side.reserve] ?? 0n) + scaled;
    }
  }

  /** Sets claims right once the venue was read again: in place of what events said, what the book says. */
  close(): void {
    const { lending } = this.#context.venues;
    for (const { now, before, moved } of this.#touched.values()) {
      for (const side of ["supplied", "owed"] as const) {
        now[side].forEach((amount, i) => {
          this.#add(this.groupOf(now.account), side, i, amount - (before[side][i] ?? 0n) - (moved[side][i] ?? 0n));
        });
      }
    }
    this.#touched.clear();
    const venue = this.groups.get(VENUE) as Holding;
    lending.reserves.forEach((reserve, i) => {
      this.#add(TREASURY, "supplied", i, reserve.accruedToTreasury - (this.#accrued[i] ?? 0n));
      this.#accrued[i] = reserve.accruedToTreasury;
      venue.supplied[i] = -(reserve.scaledSupply + reserve.accruedToTreasury);
      venue.owed[i] = -reserve.scaledDebt;
    });
  }

  #touch(now: Position) {
    const moved = copyOf(now);
    clear(moved);
    const entry = { now, before: copyOf(now), moved };
    this.#touched.set(now.account, entry);
    return entry;
  }

  #add(group: string | undefined, side: keyof Holding, index: number, amount: bigint): void {
    const holding = group === undefined ? undefined : this.groups.get(group);
    if (holding !== undefined) holding[side][index] = (holding[side][index] ?? 0n) + amount;
  }
}

function clear(position: Position): void {
  position.supplied.fill(0n);
  position.owed.fill(0n);
}
