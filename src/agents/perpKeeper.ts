import { mulDivUp } from "../model/mulDiv.ts";
import type { AgentConfig } from "../scenario/schema.ts";
import { WAD } from "../units.ts";
import type { World } from "../world/world.ts";
import type { Agent, Intent, View } from "./agent.ts";
import { Attempts } from "./attempts.ts";
import { planDisposals } from "./disposalPlan.ts";
import { HeldBack } from "./heldBack.ts";
import { planOrders } from "./orderPlan.ts";
import type { PerpCallPlan } from "./perpCallPlan.ts";
import { perpCall, perpGas } from "./perpCalls.ts";
import { planPerpLiquidations } from "./perpLiquidationPlan.ts";
import { PerpRehearsal } from "./perpRehearsal.ts";
import { Reaction } from "./reaction.ts";
import { tradeSeized } from "./seizedTrades.ts";
import { ThrottleRoom } from "./throttleRoom.ts";
import { TIPS } from "./tips.ts";

type Config = Extract<AgentConfig, { kind: "perpKeeper" }>;

/**
 * Keeps the exchange running: liquidates, takes over, closes what the engine holds, settles and clears orders, buys
 * seized tokens. Each call is rehearsed after those before it, so that none is sent that the exchange would refuse.
 */
export function perpKeeper(name: string, config: Config, accounts: readonly string[], world: World): Agent {
  const reaction = new Reaction(config.reactionBlocks);
  const attempts = new Attempts();
  const deleverages = Object.values(world.scenario.agents).some(({ kind }) => kind === "adlKeeper");
  const [first = ""] = accounts;
  /** By market, the largest that the engine's position was since it had none: what a share is of. [wad base] */
  const largest = new Map<number, bigint>();
  const heldBack = new HeldBack();
  let waits = false;

  return {
    name,
    kind: "perpKeeper",
    isBusy: () => reaction.waiting || waits || heldBack.waits,
    held: () => heldBack.list,
    act(view) {
      heldBack.begin();
      const book = view.perps;
      if (book === undefined) return [];
      const due = reaction.due(view.block, book.liquidatable(), ({ account }) => account);
      for (const market of largest.keys()) if (!book.engine.positions.has(market)) largest.delete(market);
      const rehearsal = new PerpRehearsal(book, [first]);
      const { minimumProfitUsd, maxCallsPerBlock } = config;
      const shared = { view, heldBack, room: new ThrottleRoom(view) };
      const terms = { ...shared, keeper: first, minimumProfitUsd, mostCalls: maxCallsPerBlock };
      const plans = [
        planPerpLiquidations(rehearsal, book, due, terms),
        planDisposals(rehearsal, book, { mostOf, deleverages }),
        planOrders(book, view, heldBack),
      ];
      waits = plans.some((plan) => plan.waits);
      const planned = plans.flatMap((plan) => plan.calls).filter(({ subject }) => !view.isWaiting(subject));
      const isOut = (call: PerpCallPlan) => !attempts.mayTry(keyOf(call), call.state, view.block);
      if (planned.some((call) => isOut(call) && view.guards?.delaysLiquidation(call.subject))) heldBack.wait();
      const calls = planned.filter((call) => !isOut(call)).slice(0, maxCallsPerBlock);
      for (const call of calls) attempts.tried(keyOf(call), call.state, view.block);
      return [
        ...calls.map((call, i) => intentOf(view, call, accounts[i % accounts.length] ?? "")),
        ...tradeSeized(view, world, first, minimumProfitUsd ?? 0n),
      ];
    },
  };

  function mostOf(market: number, size: bigint): bigint {
    const before = largest.get(market) ?? 0n;
    largest.set(market, size > before ? size : before);
    return mulDivUp(size > before ? size : before, config.disposalShare, WAD);
  }

  function keyOf({ action, args, subject }: PerpCallPlan): string {
    return `${action} ${subject} ${args[0]}`;
  }

  function intentOf(view: View, { action, args, subject, positions }: PerpCallPlan, from: string): Intent {
    const call = perpCall(view.perps?.venue.exchange ?? "", from, action, args, perpGas(action, positions));
    return { ...call, tip: TIPS.perpKeeper, action, subject };
  }
}
