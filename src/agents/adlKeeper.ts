import { isProRata } from "../model/perps/adlScore.ts";
import { deleverage } from "../model/perps/deleverage.ts";
import { ENGINE, type ListedMarket, type PerpExchangeState, positionOf } from "../model/perps/exchangeState.ts";
import type { AgentConfig } from "../scenario/schema.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { PerpMarket } from "../venues/perpMarket.ts";
import type { Call } from "../world/transaction.ts";
import type { World } from "../world/world.ts";
import { type AdlCall, longestOrder, proRataCalls, queueCalls, type SideShape } from "./adlGas.ts";
import { type AdlSide, holdersOf, shapeOf, sidesInNeed } from "./adlSides.ts";
import type { Agent } from "./agent.ts";
import { Attempts } from "./attempts.ts";
import { deleverageOrder, type RoundOrder } from "./deleverageOrder.ts";
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

  return {
    name,
    kind: "adlKeeper",
    act(view) {
      const book = view.perps;
      if (book === undefined) return [];
      let gasLeft = world.scenario.chain.blockGasLimit;
      return sidesInNeed(book).flatMap((side) => {
        const subject = `${side.market.name} ${side.longs ? "longs" : "shorts"}`;
        const sizes = sizesOf(book, side.market.id);
        if (view.isWaiting(subject) || !attempts.mayTry(subject, sizes, view.block)) return [];
        const calls = roundsOf(book, side, gasLeft);
        if (calls.length > 0) attempts.tried(subject, sizes, view.block);
        gasLeft -= gasOf(calls);
        return calls.map((call) => ({ ...call, tip: TIPS.adlKeeper, action: "deleverage", subject }));
      });
    },
  };

  /** Calls of one round after another. The first may be larger than the block: what fits of it is a beginning. */
  function roundsOf(book: PerpBook, side: AdlSide, gasLimit: number): Call[] {
    const { market, longs } = side;
    const holders = holdersOf(book, side);
    const shape = shapeOf(holders);
    const winners = holders.filter((account) => book.profitOf(account, market.id) > 0n);
    const rehearsal = new PerpRehearsal(book, winners);
    const from = accounts[market.id % accounts.length] ?? "";
    const calls: Call[] = [];
    for (;;) {
      const before = sizesOf(rehearsal, market.id);
      let planned: RoundOrder = { order: [], scans: false };
      const refusal = rehearsal.refusalOf((state) => {
        planned = deleverageOrder(state, market.id, longs, longestOrder(shape));
        return deleverage(state, market.id, longs, planned.order);
      });
      if (refusal !== undefined || sizesOf(rehearsal, market.id) === before) return calls;
      const round = callsOf(market, shape, planned);
      if (calls.length > 0 && gasOf(calls) + gasOf(round) > gasLimit) return calls;
      for (const { scan, gas } of round) {
        calls.push(perpCall(book.venue.exchange, from, "deleverage", [market.id, longs, planned.order, scan], gas));
      }
    }
  }

  function callsOf(market: PerpMarket, shape: SideShape, { order, scans }: RoundOrder): AdlCall[] {
    if (!scans) return queueCalls({ ...shape, accounts: 1 }, config.scanPerCall, 0);
    if (isProRata(market.terms.adl.policy)) return proRataCalls(shape, config.scanPerCall);
    return queueCalls(shape, config.scanPerCall, order.length);
  }
}

function gasOf(calls: readonly { gas: number }[]): number {
  return calls.reduce((sum, { gas }) => sum + gas, 0);
}

/** What a round changes. */
function sizesOf({ state }: { state: PerpExchangeState }, market: number): string {
  const { long, short } = (state.markets[market] as ListedMarket).state;
  return `${positionOf(state, ENGINE, market).size} ${long.size} ${short.size}`;
}
