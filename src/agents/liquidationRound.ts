import { WAD } from "../units.ts";
import { quoteLiquidation } from "../venues/liquidationQuote.ts";
import type { View } from "./agent.ts";
import { BackOff } from "./backOff.ts";
import { CollateralMarket } from "./collateralMarket.ts";
import { tipFor } from "./gasCost.ts";
import { InstantAssets } from "./instantAssets.ts";
import { type LiquidationPlan, type PlanTerms, planLiquidation, toUsd } from "./liquidationPlan.ts";
import { Reaction } from "./reaction.ts";
import { TIPS } from "./tips.ts";

/** What of a liquidator's configuration decides what it takes on. */
export interface RoundConfig {
  /** Who has money of its own can wait for a vault to pay; who borrows it cannot. */
  funding: "flash" | "inventory";
  reactionBlocks: number;
  /** Blocks it lets pass after a block in which it called; without it, more after each try at the same account. */
  restBlocks?: number | undefined;
  maxCallsPerBlock: number;
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
 * will leave them. Bids never rise along the list, so that a block ordered by fee keeps its order.
 */
export class LiquidationRound {
  readonly #config: RoundConfig;
  readonly #reaction: Reaction;
  readonly #backOff = new BackOff();
  #restsUntil = 0;
  #resting = false;

  constructor(config: RoundConfig) {
    this.#config = config;
    this.#reaction = new Reaction(config.reactionBlocks);
  }

  /** Whether something it has seen still waits for its reaction time or for the end of its rest. */
  get isWaiting(): boolean {
    return this.#reaction.waiting || this.#resting;
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
    let tip = TIPS.liquidatorMost;
    const candidates = this.#candidates(view);
    this.#resting = view.block < this.#restsUntil && candidates.length > 0;
    if (this.#resting) return [];
    for (const full of candidates) {
      if (calls.length >= this.#config.maxCallsPerBlock) break;
      const terms = termsOf(calls.length);
      const plan = planLiquidation(view, market, full, terms);
      if (plan === undefined || plan.profitUsd < this.#config.minimumProfitUsd) continue;
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

  #candidates(view: View) {
    const gainOf = ({ collateral, debt, seized, repaid }: LiquidationPlan["quote"]) =>
      toUsd(view, collateral.symbol, seized, collateral.unit) - toUsd(view, debt.symbol, repaid, debt.unit);
    return this.#reaction
      .due(view.block, view.lending.below(WAD), (position) => position.account)
      .filter(({ account }) => !view.isWaiting(account) && this.#backOff.mayTry(account, view.block))
      .flatMap((position) => quoteLiquidation(view.lending, position) ?? [])
      .map((quote) => ({ quote, gain: gainOf(quote) }))
      .sort((a, b) => (a.gain < b.gain ? 1 : a.gain > b.gain ? -1 : 0))
      .map(({ quote }) => quote);
  }
}
