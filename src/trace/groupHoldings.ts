import { topicAddress, wordAt } from "../venues/words.ts";
import type { Log } from "../world/transaction.ts";
import { groupOf, groupsOf, OUTSIDE, TREASURY, VENUE } from "./attributionGroups.ts";
import type { TraceContext } from "./context.ts";
import { TOPICS } from "./events.ts";
import type { exchangedTokens } from "./exchangedTokens.ts";
import { giveOthersTheRest } from "./giveOthersTheRest.ts";
import { type Correction, MovedPositions } from "./movedPositions.ts";
import type { OpeningTokens } from "./openingTokens.ts";
import { scaledChanges } from "./scaledChanges.ts";
import type { ShareLedgers } from "./shareLedgers.ts";

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
  readonly #moved: MovedPositions;
  readonly #shares: ShareLedgers;
  /** Once the run has begun. */
  #exchange: string | undefined;
  /** Who sent the transaction being read: what the liquidator of shares has in its hands meanwhile is the sender's. */
  sender = "";
  /** The group of an address; undefined for what nobody holds. */
  readonly groupOf: (address: string) => string | undefined;
  readonly groups = new Map<string, Holding>();
  /** Changes of claims and debts so far, by group and reserve: each may round by a unit. */
  readonly operations = new Map<string, bigint[]>();

  constructor(context: TraceContext, shares: ShareLedgers) {
    this.#context = context;
    this.#moved = new MovedPositions(context.venues.lending);
    this.#shares = shares;
    const { deployment, scenario } = context.world;
    const groups = groupOf(context);
    this.groupOf = (address) => groups(address === deployment.shareLiquidator ? this.sender : address);
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

  /**
   * Begins with what the set-up's logs and the venue's book say; on a fork, where logs tell but the least of it, with
   * what was read. The outside's stock is without bound, so none; but of shares it has what it has. `then` is called
   * after each log.
   */
  start(then: (log: Log) => void, opening?: OpeningTokens): void {
    const { world } = this.#context;
    for (const [group, tokens] of opening ?? []) (this.groups.get(group) as Holding).tokens = [...tokens];
    for (const { receipts } of opening === undefined ? world.setup : []) {
      for (const { logs } of receipts) {
        for (const log of logs) {
          this.book(log);
          then(log);
        }
      }
    }
    this.#moved.noteAll();
    this.close();
    const outside = this.groups.get(OUTSIDE) as Holding;
    outside.tokens = outside.tokens.map((amount, asset) => (this.#shares.ofShare(asset) === undefined ? 0n : amount));
    this.#exchange = world.deployment.perps?.exchange;
    for (const counts of this.operations.values()) counts.fill(0n);
  }

  /** Notes positions that a log will move, while the venue's book still has them as before the block. */
  foresee(log: Log): void {
    if (!this.#sides.has(log.address)) return;
    for (const { account } of scaledChanges(log)) this.#moved.note(account);
  }

  /** Takes one log; those that move neither tokens nor claims change nothing. */
  book(log: Log): void {
    const asset = this.#assets.get(log.address);
    if (asset !== undefined && log.topics[0] === TOPICS.transfer) this.#transfer(log, asset);
    const side = this.#sides.get(log.address);
    if (side === undefined) return;
    for (const { account, scaled } of scaledChanges(log)) {
      const group = this.groupOf(account);
      this.add(group, side.side, side.reserve, scaled);
      const counts = this.operations.get(group ?? "");
      if (counts !== undefined) counts[side.reserve] = (counts[side.reserve] ?? 0n) + 1n;
      this.#moved.move(account, side.side, side.reserve, scaled);
    }
  }

  /** Sets claims right once the venue was read again: in place of what events said, what the book says. */
  close(): Correction[] {
    const { lending } = this.#context.venues;
    const corrections = this.#moved.close();
    for (const { account, side, reserve, gap } of corrections) this.add(this.groupOf(account), side, reserve, gap);
    const venue = this.groups.get(VENUE) as Holding;
    lending.reserves.forEach((reserve, i) => {
      this.add(TREASURY, "supplied", i, reserve.accruedToTreasury - (this.#accrued[i] ?? 0n));
      this.#accrued[i] = reserve.accruedToTreasury;
      venue.supplied[i] = -(reserve.scaledSupply + reserve.accruedToTreasury);
      venue.owed[i] = -reserve.scaledDebt;
    });
    giveOthersTheRest(this.groups);
    return corrections;
  }

  /** Shares in their own vault's hands wait for whoever asked; those on the exchange move by its events. */
  #transfer(log: Log, asset: number): void {
    const share = this.#shares.at(log.address);
    share?.book(log);
    const parties = [topicAddress(log.topics[1]), topicAddress(log.topics[2])];
    if (share !== undefined && parties.includes(this.#exchange ?? "")) return;
    const [from, to] = parties.map((address) => (share?.address === address ? undefined : this.groupOf(address)));
    if (from === to) return;
    const amount = wordAt(log.data, 0);
    this.add(from, "tokens", asset, -amount);
    this.add(to, "tokens", asset, amount);
  }

  /** Shares that a wallet sent to the exchange, or got from it. */
  exchange(moved: ReturnType<typeof exchangedTokens>): void {
    const share = moved && this.#shares.at(moved.token)?.share;
    if (share !== undefined) this.add(this.groupOf(moved?.account ?? ""), "tokens", share, moved?.amount ?? 0n);
  }

  /** Gives a group so much more, or takes it. */
  add(group: string | undefined, side: keyof Holding, index: number, amount: bigint): void {
    const holding = group === undefined ? undefined : this.groups.get(group);
    if (holding !== undefined) holding[side][index] = (holding[side][index] ?? 0n) + amount;
  }
}
