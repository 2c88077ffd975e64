import { isProRata } from "../model/perps/adlScore.ts";
import type { AgentConfig } from "../scenario/schema.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { PerpMarket } from "../venues/perpMarket.ts";
import { guardGas } from "../world/guardGas.ts";
import type { Call } from "../world/transaction.ts";
import type { World } from "../world/world.ts";
import { type AdlCall, longestOrder, proRataCalls, queueCalls, type SideShape } from "./adlGas.ts";
import { AdlRounds, type RoundOrder } from "./adlRounds.ts";
import { type AdlSide, holdersOf, shapeOf, sidesInNeed } from "./adlSides.ts";
import type { Agent } from "./agent.ts";
import { Attempts } from "./attempts.ts";
import { perpCall } from "./perpCalls.ts";
import { PerpRehearsal } from "./perpRehearsal.ts";
import { TIPS } from "./tips.ts";

type Config = Extract<AgentConfig, { kind: "adlKeeper" }>;

/**
 * Deleverages: against the engine while it has no equity, against the pool while a side's profit is above its trigger.
 * It ranks the side as the block will find it, proves the ranking in as many calls as that takes, and goes on round by
 * round while the block has room for another.
 */
export function adlKeeper(name: string, config: Config, accounts: readonly string[], world: World): Agent {
  const attempts = new Attempts();
  /** What each call may take beside its own: no control is asked, but every transaction is given as much. */
  const more = guardGas(world.deployment);

  return {
    name,
    kind: "adlKeeper",
    act(view) {
      const book = view.perps;
      if (book === undefined) return [];
      const rehearsal = new PerpRehearsal(book);
      let gasLeft = world.scenario.chain.blockGasLimit;
      return sidesInNeed(book).flatMap((side) => {
        const subject = `${side.market.name} ${side.longs ? "longs" : "shorts"}`;
        const sizes = sizesOf(book, side.market);
        if (view.isWaiting(subject) || !attempts.mayTry(subject, sizes, view.block)) return [];
        const calls = roundsOf(book, side, rehearsal, gasLeft);
        if (calls.length > 0) attempts.tried(subject, sizes, view.block);
        gasLeft -= gasOf(calls);
        return calls.map((call) => ({ ...call, tip: TIPS.adlKeeper, action: "deleverage", subject }));
      });
    },
  };

  /**
   * Calls of one round after another, as far as the block goes. A queue that is not proven within it takes nothing, so
   * that it is not begun; of a pro-rata round what fits takes from those whom it reaches.
   */
  function roundsOf(book: PerpBook, side: AdlSide, rehearsal: PerpRehearsal, gasLimit: number): Call[] {
    const { market, longs } = side;
    const shape = shapeOf(holdersOf(book, side));
    const rounds = new AdlRounds(book, side, rehearsal);
    const from = accounts[market.id % accounts.length] ?? "";
    const calls: Call[] = [];
    for (;;) {
      const round = rounds.next(longestOrder(shape));
      if (round === undefined) return calls;
      const planned = callsOf(market, shape, round);
      const fits = gasOf(calls) + gasOf(planned) <= gasLimit;
      if (!fits && !isProRata(market.terms.adl.policy)) return calls;
      for (const { scan, gas } of planned) {
        if (gasOf(calls) + gas + more > gasLimit) return calls;
        calls.push(perpCall(book.venue.exchange, from, "deleverage", [market.id, longs, round.order, scan], gas));
      }
    }
  }

  function callsOf(market: PerpMarket, shape: SideShape, { order, scans }: RoundOrder): AdlCall[] {
    if (!scans) return queueCalls({ ...shape, accounts: 1 }, config.scanPerCall, 0);
    if (isProRata(market.terms.adl.policy)) return proRataCalls(shape, config.scanPerCall);
    return queueCalls(shape, config.scanPerCall, order.length);
  }

  function gasOf(calls: readonly { gas: number }[]): number {
    return calls.reduce((sum, { gas }) => sum + gas + more, 0);
  }
}

/** What a round changes. */
function sizesOf(book: PerpBook, { id, state }: PerpMarket): string {
  return `${book.engine.positions.get(id)?.size ?? 0n} ${state.long.size} ${state.short.size}`;
}
