import { FaultlineError } from "../errors.ts";
import { quoteValueUp } from "../model/perps/rounding.ts";
import { abs } from "../units.ts";
import { PERP_EVENTS } from "../venues/perpEvents.ts";
import { encode, GAS } from "../world/encode.ts";
import { guardErrorName } from "../world/guardErrors.ts";
import { perpErrorName } from "../world/perpErrors.ts";
import type { Call, Receipt } from "../world/transaction.ts";
import type { OrderPlan } from "./openPlan.ts";
import { orderCalls } from "./orderCalls.ts";
import { sendLive } from "./sendLive.ts";
import type { Session } from "./session.ts";

/** An order that was filled; prices and sizes in wad, money in quote. */
export interface FilledOrder {
  plan: OrderPlan;
  /** Index price before the order. */
  index: bigint;
  fillPrice: bigint;
  /** |size| · fill price, up. */
  notional: bigint;
  fee: bigint;
  /** Realised by what was closed, funding left out, and what funding brought. */
  pnl: bigint;
  funding: bigint;
  /** Profit that the pool could not pay. */
  unpaid: bigint;
  /** Blocks between commitment and settlement, and who settled; null where the market trades at once. */
  delay: { blocks: number; keeper: string; reward: bigint } | null;
  transactions: string[];
  gasUsed: bigint;
}

/** Deposits margin and trades with the user's account; the node mines the blocks that a market's delay asks for. */
export async function sendOrder(session: Session, plan: OrderPlan): Promise<FilledOrder> {
  const { world } = session;
  const { deployment, chain } = world;
  const { user } = deployment.roles;
  const { book, market } = plan;
  const { exchange } = book.venue;
  const receipts: Receipt[] = [];
  const index = (book.now[market.id] as { index: bigint }).index;

  for (const call of orderCalls(session, plan)) await send(call);
  const blocks = Number(market.terms.trading.settlementDelay);
  if (blocks > 0) await settle();

  const { fillPrice, fee, pnl } = eventOf("Traded") as { fillPrice: bigint; fee: bigint; pnl: bigint };
  const unpaid = eventOf("ProfitUnpaid");
  const settled = eventOf("OrderSettled");
  await session.refresh();
  return {
    plan,
    index,
    fillPrice,
    notional: quoteValueUp(abs(plan.sizeDelta), fillPrice, book.quoteUnit),
    fee,
    pnl,
    funding: eventOf("FundingSettled")?.amount ?? 0n,
    unpaid: unpaid === undefined ? 0n : (unpaid.owed ?? 0n) - (unpaid.paid ?? 0n),
    delay: settled === undefined ? null : { blocks, keeper: keeperOf(session), reward: settled.reward ?? 0n },
    transactions: receipts.map(({ hash }) => hash),
    gasUsed: receipts.reduce((sum, { gasUsed }) => sum + gasUsed, 0n),
  };

  async function settle(): Promise<void> {
    // The settlement's own block is the last of the delay.
    if (blocks > 1) await chain.request("hardhat_mine", [`0x${(blocks - 1).toString(16)}`]);
    const data = encode("settleOrder", [market.id, user]);
    await send({ from: keeperOf(session), to: exchange, data, gas: GAS.perpTrade });
    const dropped = eventOf("OrderDropped");
    if (dropped === undefined) return;
    throw new FaultlineError(
      "ORDER_DROPPED",
      `The order was dropped when it was settled: ${guardErrorName(String(dropped.reason)) ?? perpErrorName(String(dropped.reason))}.`,
      {
        hint: "The margin stays in the account; `faultline status` shows it.",
      },
    );
  }

  async function send(call: Call): Promise<void> {
    receipts.push(await sendLive(world, call));
  }

  function eventOf(name: string): Record<string, bigint> | undefined {
    const fragment = PERP_EVENTS.getEvent(name);
    const log = receipts.flatMap(({ logs }) => logs).findLast(({ topics }) => topics[0] === fragment?.topicHash);
    return log === undefined ? undefined : (PERP_EVENTS.parseLog(log)?.args.toObject() as Record<string, bigint>);
  }
}

/** Who settles the user's order: the first account of the scenario's first keeper, else the user. */
function keeperOf({ world }: Session): string {
  const keeper = Object.entries(world.scenario.agents).find(([, { kind }]) => kind === "perpKeeper");
  return (keeper && world.agentAccounts.get(keeper[0])?.[0]) ?? world.deployment.roles.user;
}
