import { id } from "ethers";
import { WAD } from "../units.ts";
import type { Position } from "../venues/lendingBook.ts";
import type { LendingReserve } from "../venues/lendingReserve.ts";
import { wordAt } from "../venues/words.ts";
import { encode, GAS, MAX_UINT } from "../world/encode.ts";
import { encodeRoute } from "../world/route.ts";
import type { Receipt } from "../world/transaction.ts";
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
/** Share by which a swap may give less than quoted on the same pool state; nothing else should trade in between. */
const SLIPPAGE = WAD / 200n;
/** Relative distance from the target at which a flash loan's loop may end. */
const TOLERANCE_SHARE = 200n;

/** Builds a loop on the user's account, yielding after every step. Each transaction is one the user could send. */
export async function* loopSteps(session: Session, plan: LoopPlan): AsyncGenerator<LoopStep> {
  const { world, venues, reader } = session;
  const { deployment, chain } = world;
  const { collateral, debt } = plan;
  const { user } = deployment.roles;
  const pool = deployment.lendingPool;
  const position = venues.lending.positionOf(user) as Position;
  const wallet = ({ symbol }: LendingReserve) => reader.wallets.get(user)?.get(symbol) ?? 0n;
  let sent: { transactions: string[]; gasUsed: bigint } = { transactions: [], gasUsed: 0n };

  if (position.eMode !== plan.eMode) await send(pool, "setUserEMode", [plan.eMode], GAS.supply);
  if (plan.iterations === undefined) {
    yield await flash();
    return;
  }
  await approve(collateral.address, pool);
  await approve(debt.address, deployment.swapRouter);
  await supply(plan.equity);
  yield await done(0, 0n, plan.equity);

  let deposit = plan.equity;
  for (let step = 1; step <= plan.iterations; step++) {
    const value = (deposit * collateral.price * plan.share) / (collateral.unit * WAD);
    const borrowed = (value * debt.unit) / debt.price;
    await send(pool, "borrow", [debt.address, borrowed, 2, 0, user], GAS.borrow);
    deposit = await swap(borrowed);
    await supply(deposit);
    yield await done(step, borrowed, deposit);
  }

  async function flash(): Promise<LoopStep> {
    const router = deployment.leverageRouter;
    await approve(collateral.address, router);
    const debtToken = deployment.reserves.find((reserve) => reserve.symbol === debt.symbol)?.debtToken ?? "";
    await send(debtToken, "approveDelegation", [router, MAX_UINT], GAS.token);
    const params = {
      collateral: collateral.address,
      debt: debt.address,
      equity: plan.equity,
      targetLeverage: plan.target,
      minLeverage: plan.target - plan.target / TOLERANCE_SHARE,
      maxIterations: 1,
      maxDebt: MAX_UINT,
      minCollateral: plan.equity,
      deadline: MAX_UINT,
      path: route(),
    };
    const { logs } = await send(router, "openFlash", [params], GAS.loop);
    const data = logs.find((log) => log.topics[0] === LOOP_STEP)?.data ?? "0x";
    return done(1, wordAt(data, 0), wordAt(data, 1));
  }

  async function swap(amountIn: bigint): Promise<bigint> {
    if (collateral === debt) return amountIn;
    await session.refresh();
    const before = wallet(collateral);
    const quoted = venues.amm.sell(debt.symbol, collateral.symbol, amountIn).amountOut;
    const amountOutMinimum = quoted - (quoted * SLIPPAGE) / WAD;
    const order = { path: route(), recipient: user, deadline: MAX_UINT, amountIn, amountOutMinimum };
    await send(deployment.swapRouter, "exactInput", [order], GAS.swap);
    await session.refresh();
    return wallet(collateral) - before;
  }

  function route(): string {
    return encodeRoute(deployment, debt.symbol, venues.amm.route(debt.symbol, collateral.symbol));
  }

  async function approve(token: string, spender: string): Promise<void> {
    await send(token, "approve", [spender, MAX_UINT], GAS.token);
  }

  async function supply(amount: bigint): Promise<void> {
    await send(pool, "supply", [collateral.address, amount, user, 0], GAS.supply);
  }

  async function send(to: string, name: string, args: readonly unknown[], gas: number): Promise<Receipt> {
    const receipt = await sendLive(chain, { from: user, to, data: encode(name, args), gas });
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
