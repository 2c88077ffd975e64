import { id } from "ethers";
import type { Position } from "../venues/lendingBook.ts";
import type { LendingReserve } from "../venues/lendingReserve.ts";
import { wordAt } from "../venues/words.ts";
import type { Call, Receipt } from "../world/transaction.ts";
import { LoopCalls } from "./loopCalls.ts";
import type { LoopPlan } from "./loopPlan.ts";
import { type PositionRow, positionRow } from "./positionRow.ts";
import { sendLive } from "./sendLive.ts";
import type { Session } from "./session.ts";

/** A loop after one of its steps; amounts of this step in smallest units. Step 0 supplies the equity. */
export interface LoopStep {
  step: number;
  borrowed: bigint;
  supplied: bigint;
  transactions: string[];
  gasUsed: bigint;
  position: PositionRow;
}

const LOOP_STEP = id("LoopStep(address,uint256,uint256,uint256)");

/** Builds a loop on the user's account, yielding after every step. Each transaction is one the user could send. */
export async function* loopSteps(session: Session, plan: LoopPlan): AsyncGenerator<LoopStep> {
  const { world, venues, reader } = session;
  const { collateral, debt } = plan;
  const { user } = world.deployment.roles;
  const calls = new LoopCalls(session, plan);
  const position = venues.lending.positionOf(user) as Position;
  const wallet = ({ symbol }: LendingReserve) => reader.wallets.get(user)?.get(symbol) ?? 0n;
  let sent: { transactions: string[]; gasUsed: bigint } = { transactions: [], gasUsed: 0n };

  for (const call of calls.prepare()) await send(call);
  if (plan.iterations === undefined) {
    const { logs } = await send(calls.flash());
    const data = logs.find((log) => log.topics[0] === LOOP_STEP)?.data ?? "0x";
    yield await done(1, wordAt(data, 0), wordAt(data, 1));
    return;
  }
  await send(calls.supply(plan.equity));
  yield await done(0, 0n, plan.equity);

  let deposit = plan.equity;
  for (let step = 1; step <= plan.iterations; step++) {
    const borrowed = calls.borrowedDown(deposit);
    await send(calls.borrow(borrowed));
    deposit = await swap(borrowed);
    await send(calls.supply(deposit));
    yield await done(step, borrowed, deposit);
  }

  async function swap(amountIn: bigint): Promise<bigint> {
    if (collateral === debt) return amountIn;
    await session.refresh();
    const before = wallet(collateral);
    await send(calls.swap(amountIn, venues.amm.sell(debt.symbol, collateral.symbol, amountIn).amountOut));
    await session.refresh();
    return wallet(collateral) - before;
  }

  async function send(call: Call): Promise<Receipt> {
    const receipt = await sendLive(world, call);
    sent = { transactions: [...sent.transactions, receipt.hash], gasUsed: sent.gasUsed + receipt.gasUsed };
    return receipt;
  }

  async function done(step: number, borrowed: bigint, supplied: bigint): Promise<LoopStep> {
    await session.refresh();
    const { transactions, gasUsed } = sent;
    sent = { transactions: [], gasUsed: 0n };
    return { step, borrowed, supplied, transactions, gasUsed, position: positionRow(session, position) };
  }
}
