import { RAY, WAD } from "../units.ts";
import type { LendingReserve } from "../venues/lendingReserve.ts";
import { encode, GAS, MAX_UINT } from "../world/encode.ts";
import type { LenderRun, World } from "../world/world.ts";
import type { Agent, Intent, View } from "./agent.ts";
import { BackOff } from "./backOff.ts";
import { TIPS } from "./tips.ts";

interface Runner {
  account: string;
  run: LenderRun;
  /** Block in which its trigger first held. */
  since?: number;
}

/**
 * Lenders who leave: each takes what cash the reserve has, up to all it supplied, from the block in which its trigger
 * has held for its reaction time. Whoever finds no cash waits and tries again when there is some.
 */
export function lenderRunners(world: World): Agent {
  const runners = world.holders.flatMap(({ address, lenderRun }): Runner[] =>
    lenderRun === undefined ? [] : [{ account: address, run: lenderRun }],
  );
  const backOff = new BackOff();
  let isPending = false;

  return {
    name: "lenders who run",
    kind: "lenderRunner",
    act(view) {
      const cash = new Map(view.lending.reserves.map((reserve) => [reserve.symbol, reserve.cash]));
      const intents = runners.flatMap((runner) => withdrawal(view, runner, cash));
      isPending = runners.some(({ run, since }) => view.block < (since ?? run.rumourAt ?? -1) + run.reactionBlocks);
      return intents;
    },
    isBusy: () => isPending,
  };

  /** `cash` is what the runners before this one leave. */
  function withdrawal(view: View, runner: Runner, cash: Map<string, bigint>): Intent[] {
    const { account, run } = runner;
    const index = view.lending.reserves.findIndex(({ symbol }) => symbol === run.reserve);
    const reserve = view.lending.reserves[index];
    const position = view.lending.positionOf(account);
    if (reserve === undefined || position === undefined || position.supplied[index] === 0n) return [];
    if (runner.since === undefined && isTriggered(view, run, reserve)) runner.since = view.block;
    if (runner.since === undefined || view.block < runner.since + run.reactionBlocks) return [];

    const [left, balance] = [cash.get(run.reserve) ?? 0n, view.lending.balances(position).supplied[index] ?? 0n];
    // Others race for the last cash: who was late once tries less and less often.
    if (left < reserve.unit || view.isWaiting(account) || !backOff.mayTry(account, view.block)) return [];
    backOff.tried(account, view.block);
    const whole = left >= balance;
    cash.set(run.reserve, whole ? left - balance : 0n);
    return [
      {
        from: account,
        to: world.deployment.lendingPool,
        data: encode("withdraw(address,uint256,address)", [reserve.address, whole ? MAX_UINT : left, account]),
        gas: GAS.borrow,
        tip: TIPS.stopTrader,
        action: "leave",
        subject: account,
      },
    ];
  }

  function isTriggered(view: View, run: LenderRun, reserve: LendingReserve): boolean {
    if (run.rumourAt !== undefined && view.block >= run.rumourAt) return true;
    if (run.utilisation === undefined) return false;
    const { borrowIndex } = reserve.indexesAt(view.lending.time);
    const debt = (reserve.scaledDebt * borrowIndex) / RAY;
    return debt > 0n && debt * WAD >= run.utilisation * (debt + reserve.cash);
  }
}
