import { WAD } from "../units.ts";
import type { LendingReserve } from "../venues/lendingReserve.ts";
import { encode, GAS, MAX_UINT } from "../world/encode.ts";
import { encodeRoute } from "../world/route.ts";
import type { Call } from "../world/transaction.ts";
import type { LoopPlan } from "./loopPlan.ts";
import type { Session } from "./session.ts";

/** Share by which a swap may give less than quoted on the same pool state; nothing else should trade in between. */
const SLIPPAGE = WAD / 200n;
/** Relative distance from the target at which a flash loan's loop may end. */
const TOLERANCE_SHARE = 200n;

/** The transactions that build a loop on the user's account. */
export class LoopCalls {
  readonly #session: Session;
  readonly #plan: LoopPlan;
  readonly #user: string;

  constructor(session: Session, plan: LoopPlan) {
    this.#session = session;
    this.#plan = plan;
    this.#user = session.world.deployment.roles.user;
  }

  /** What comes before the first step: the e-mode, and leave for those who move the user's tokens. */
  prepare(): Call[] {
    const { collateral, debt, eMode, iterations } = this.#plan;
    const { lendingPool, swapRouter, leverageRouter, reserves } = this.#session.world.deployment;
    const held = this.#session.venues.lending.positionOf(this.#user)?.eMode ?? 0;
    const mode = held === eMode ? [] : [this.#call(lendingPool, "setUserEMode", [eMode], GAS.supply)];
    if (iterations !== undefined)
      return [...mode, this.#approve(collateral, lendingPool), this.#approve(debt, swapRouter)];
    const debtToken = reserves.find(({ symbol }) => symbol === debt.symbol)?.debtToken ?? "";
    const delegation = this.#call(debtToken, "approveDelegation", [leverageRouter, MAX_UINT], GAS.token);
    return [...mode, this.#approve(collateral, leverageRouter), delegation];
  }

  /** The whole loop by a flash loan. */
  flash(): Call {
    const { collateral, debt, equity, target } = this.#plan;
    const params = {
      collateral: collateral.address,
      debt: debt.address,
      equity,
      targetLeverage: target,
      minLeverage: target - target / TOLERANCE_SHARE,
      maxIterations: 1,
      maxDebt: MAX_UINT,
      minCollateral: equity,
      deadline: MAX_UINT,
      path: this.#route(),
    };
    return this.#call(this.#session.world.deployment.leverageRouter, "openFlash", [params], GAS.loop);
  }

  supply(amount: bigint): Call {
    const { lendingPool } = this.#session.world.deployment;
    return this.#call(lendingPool, "supply", [this.#plan.collateral.address, amount, this.#user, 0], GAS.supply);
  }

  /** What a step borrows against the deposit before it. [debt] */
  borrowedDown(deposit: bigint): bigint {
    const { collateral, debt, share } = this.#plan;
    const value = (deposit * collateral.price * share) / (collateral.unit * WAD);
    return (value * debt.unit) / debt.price;
  }

  borrow(amount: bigint): Call {
    const { lendingPool } = this.#session.world.deployment;
    return this.#call(lendingPool, "borrow", [this.#plan.debt.address, amount, 2, 0, this.#user], GAS.borrow);
  }

  /** Sells borrowed debt that is quoted to bring `quoted` of the collateral. */
  swap(amountIn: bigint, quoted: bigint): Call {
    const amountOutMinimum = quoted - (quoted * SLIPPAGE) / WAD;
    const order = { path: this.#route(), recipient: this.#user, deadline: MAX_UINT, amountIn, amountOutMinimum };
    return this.#call(this.#session.world.deployment.swapRouter, "exactInput", [order], GAS.swap);
  }

  #approve({ address }: LendingReserve, spender: string): Call {
    return this.#call(address, "approve", [spender, MAX_UINT], GAS.token);
  }

  #route(): string {
    const { world, venues } = this.#session;
    const [from, to] = [this.#plan.debt.symbol, this.#plan.collateral.symbol];
    return encodeRoute(world.deployment, from, venues.amm.route(from, to));
  }

  #call(to: string, name: string, args: readonly unknown[], gas: number): Call {
    return { from: this.#user, to, data: encode(name, args), gas };
  }
}
