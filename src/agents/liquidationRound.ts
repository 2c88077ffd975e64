import { WAD } from "../units.ts";
import type { GuardRefusal } from "../venues/guardRefusal.ts";
import type { Position } from "../venues/lendingBook.ts";
import type { LendingReserve } from "../venues/lendingReserve.ts";
import type { LiquidationQuote } from "../venues/liquidationQuote.ts";
import type { Held, View } from "./agent.ts";
import { BackOff } from "./backOff.ts";
import { CollateralMarket } from "./collateralMarket.ts";
import { CutCalls } from "./cutCalls.ts";
import { tipFor } from "./gasCost.ts";
import { HeldBack } from "./heldBack.ts";
import { InstantAssets } from "./instantAssets.ts";
import { candidateOf, type LiquidationCandidate } from "./liquidationCandidate.ts";
import { type LiquidationPlan, type PlanTerms, planLiquidation, toUsd } from "./liquidationPlan.ts";
import { Reaction } from "./reaction.ts";
import { THROTTLED, ThrottleRoom } from "./throttleRoom.ts";
import { TIPS } from "./tips.ts";

/** What of a liquidator's configuration decides what it takes on. */
export interface RoundConfig {
  /** Who has money of its own can wait for a vault to pay; who borrows it cannot. */
  funding: "flash" | "inventory";
  reactionBlocks: number;
  /** Blocks it lets pass after a block in which it called; without it, more after each try at the same account. */
  restBlocks?: number | undefined;
  maxCallsPerBlock: number;
  /** Symbols of the debts that it repays; all if absent. */
  debts?: readonly string[] | undefined;
  /** [wad] */
  minimumProfitUsd: bigint;
  /** Share of the expected profit bid for the place in the block, [wad]. */
  bidShare: bigint;
}

/** A liquidation to be sent, and the bid (wei a gas) for its place. */
export interface PlannedCall extends LiquidationPlan {
  tip: bigint;
}

/**
 * What one operator takes on in one block: the most valuable first, each planned on the pools as the ones before it
 * will leave them, and within what a throttle still lets be seized. Bids never rise along the list, so that a block
 * ordered by fee keeps its order. What controls would refuse for sure is held back.
 */
export class LiquidationRound {
  readonly #config: RoundConfig;
  readonly #reaction: Reaction;
  readonly #backOff = new BackOff();
  readonly #heldBack = new HeldBack();
  readonly #cut = new CutCalls();
  #restsUntil = 0;
  #resting = false;

  constructor(config: RoundConfig) {
    this.#config = config;
    this.#reaction = new Reaction(config.reactionBlocks);
  }

  /** Whether something it has seen still waits for its reaction time, for the end of its rest, or for a control's. */
  get isWaiting(): boolean {
    return this.#reaction.waiting || this.#resting || this.#heldBack.waits;
  }

  /** What it would have sent in this block, had a control let it. */
  get held(): readonly Held[] {
    return this.#heldBack.list;
  }

  /** `termsOf` gives the terms of the n-th call, and `onPlanned` learns of each before the next is planned. */
  plan(
    view: View,
    termsOf: (turn: number) => PlanTerms,
    onPlanned: (call: PlannedCall, turn: number) => void = () => {},
  ): PlannedCall[] {
    const market = new CollateralMarket(
      view,
      view.amm.copy(),
      new InstantAssets(view),
      this.#config.funding === "inventory",
    );
    const calls: PlannedCall[] = [];
    const room = new ThrottleRoom(view);
    let tip = TIPS.liquidatorMost;
    this.#heldBack.begin();
    const candidates = this.#candidates(view);
    this.#resting = view.block < this.#restsUntil && candidates.length > 0;
    if (this.#resting) return [];
    for (const { quote: full, refusal, isCut } of candidates) {
      if (calls.length >= this.#config.maxCallsPerBlock) break;
      if (refusal !== undefined) {
        this.#hold(view, market, full, refusal);
        continue;
      }
      const mostRepaid = room.mostRepaid(full);
      const terms = { ...termsOf(calls.length), mostRepaid };
      const plan = planLiquidation(view, market, full, terms);
      if (plan === undefined || plan.profitUsd < this.#config.minimumProfitUsd) {
        if (mostRepaid !== undefined) this.#hold(view, market, full, THROTTLED);
        continue;
      }
      if (plan.quote.repaid === mostRepaid) this.#hold(view, market, full, THROTTLED, mostRepaid);
      if (isCut || plan.quote.repaid === mostRepaid) this.#cut.sent(full.position);
      const { collateral, seized, protocolFee } = plan.quote;
      room.take("lending", collateral.symbol, room.valueUp(collateral, seized + protocolFee));
      market.apply(plan.sale);
      tip = tipFor(view, plan.profitUsd, this.#config.bidShare, terms.gas, tip);
      const call = { ...plan, tip };
      onPlanned(call, calls.length);
      calls.push(call);
      this.#pace(full.position.account, view.block);
    }
    return calls;
  }

  #pace(account: string, block: number): void {
    if (this.#config.restBlocks === undefined) this.#backOff.tried(account, block);
    else this.#restsUntil = block + 1 + this.#config.restBlocks;
  }

  /** Holds back what no size of would pass; of what nobody would do without the control either, nothing is told. */
  #hold(view: View, market: CollateralMarket, full: LiquidationQuote, refusal: GuardRefusal, done = 0n): void {
    const { position, collateral, debt, seized, repaid } = full;
    const gain = market.mostFor(collateral.symbol, debt.symbol, seized) - repaid;
    if (toUsd(view, debt.symbol, gain, debt.unit) < this.#config.minimumProfitUsd) return;
    const volumeUsd = toUsd(view, debt.symbol, repaid - done, debt.unit);
    const { account } = position;
    this.#heldBack.add(refusal, { venue: "lending", action: "liquidate", account, volumeUsd });
  }

  #candidates(view: View): LiquidationCandidate[] {
    const gainOf = ({ collateral, debt, seized, repaid }: LiquidationPlan["quote"]) =>
      toUsd(view, collateral.symbol, seized, collateral.unit) - toUsd(view, debt.symbol, repaid, debt.unit);
    const due = this.#reaction.due(view.block, view.lending.below(WAD), (position) => position.account);
    this.#cut.settle(this.#backOff);
    const { funding, debts } = this.#config;
    const repays = ({ symbol, flashLoans }: LendingReserve) =>
      (flashLoans || funding === "inventory") && (debts?.includes(symbol) ?? true);
    const isOut = ({ account }: Position) => !this.#backOff.mayTry(account, view.block);
    if (due.some((position) => isOut(position) && view.guards?.delaysLiquidation(position.account)))
      this.#heldBack.wait();
    return due
      .filter((position) => !view.isWaiting(position.account) && !isOut(position))
      .flatMap((position) => candidateOf(view, position, repays) ?? [])
      .map((candidate) => ({ candidate, gain: gainOf(candidate.quote) }))
      .sort((a, b) => (a.gain < b.gain ? 1 : a.gain > b.gain ? -1 : 0))
      .map(({ candidate }) => candidate);
  }
}
