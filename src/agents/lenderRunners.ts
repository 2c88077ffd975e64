import { RAY, WAD } from "../units.ts";
import type { GuardRefusal } from "../venues/guardRefusal.ts";
import type { LendingReserve } from "../venues/lendingReserve.ts";
import { encode, GAS, MAX_UINT } from "../world/encode.ts";
import type { LenderRun, World } from "../world/world.ts";
import type { Agent, Intent, View } from "./agent.ts";
import { BackOff } from "./backOff.ts";
import { HeldBack } from "./heldBack.ts";
import { toUsd } from "./liquidationPlan.ts";
import { OUTFLOW_LIMITED } from "./outflowLimited.ts";
import { TIPS } from "./tips.ts";

interface Runner {
  account: string;
  run: LenderRun;
  /** Block in which its trigger first held. */
  since?: number;
}

/** What is there of each reserve, and what of it controls let leave; undefined where nothing limits it. */
interface Left {
  cash: Map<string, bigint>;
  room: Map<string, bigint | undefined>;
}

/**
 * Lenders who leave: each takes what cash the reserve has, up to all it supplied, from the block in which its trigger
 * has held for its reaction time. Whoever finds no cash, or is let out by no control, waits and tries again.
 */
export function lenderRunners(world: World): Agent {
  const runners = world.holders.flatMap(({ address, lenderRun }): Runner[] =>
    lenderRun === undefined ? [] : [{ account: address, run: lenderRun }],
  );
  const backOff = new BackOff();
  const heldBack = new HeldBack();
  let isPending = false;

  return {
    name: "lenders who run",
    kind: "lenderRunner",
    act(view) {
      heldBack.begin();
      const cash = new Map(view.lending.reserves.map((reserve) => [reserve.symbol, reserve.cash]));
      const room = new Map(view.lending.reserves.map(({ symbol }) => [symbol, roomOf(view, symbol)]));
      const intents = runners.flatMap((runner) => withdrawal(view, runner, { cash, room }));
      isPending = runners.some(({ run, since }) => view.block < (since ?? run.rumourAt ?? -1) + run.reactionBlocks);
      return intents;
    },
    isBusy: () => isPending || heldBack.waits,
    held: () => heldBack.list,
  };

  /** Takes what the runners before this one leave. */
  function withdrawal(view: View, runner: Runner, { cash, room }: Left): Intent[] {
    const { account, run } = runner;
    const index = view.lending.reserves.findIndex(({ symbol }) => symbol === run.reserve);
    const reserve = view.lending.reserves[index];
    const position = view.lending.positionOf(account);
    if (reserve === undefined || position === undefined || position.supplied[index] === 0n) return [];
    if (runner.since === undefined && isTriggered(view, run, reserve)) runner.since = view.block;
    if (runner.since === undefined || view.block < runner.since + run.reactionBlocks) return [];

    const [there, balance] = [cash.get(run.reserve) ?? 0n, view.lending.balances(position).supplied[index] ?? 0n];
    const within = room.get(run.reserve);
    const left = within === undefined || there < within ? there : within;
    if (there >= reserve.unit && left < there)
      hold(view, account, reserve, least(there, balance) - least(left, balance));
    // Others race for the last cash: who was late once tries less and less often.
    if (left < reserve.unit || view.isWaiting(account) || !backOff.mayTry(account, view.block)) return [];
    backOff.tried(account, view.block);
    const whole = left >= balance;
    const taken = whole ? balance : left;
    cash.set(run.reserve, there - taken);
    if (within !== undefined) room.set(run.reserve, within - taken);
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

  /** Tells what there is cash for and a control keeps in. */
  function hold(view: View, account: string, { symbol, unit }: LendingReserve, kept: bigint): void {
    const refusal = kept > 0n ? (refusalOf(view, symbol) ?? OUTFLOW_LIMITED) : undefined;
    if (refusal === undefined) return;
    heldBack.add(refusal, {
      venue: "lending",
      action: "withdraw",
      account,
      volumeUsd: toUsd(view, symbol, kept, unit),
    });
  }

  function isTriggered(view: View, run: LenderRun, reserve: LendingReserve): boolean {
    if (run.rumourAt !== undefined && view.block >= run.rumourAt) return true;
    if (run.utilisation === undefined) return false;
    const { borrowIndex } = reserve.indexesAt(view.lending.time);
    const debt = (reserve.scaledDebt * borrowIndex) / RAY;
    return debt > 0n && debt * WAD >= run.utilisation * (debt + reserve.cash);
  }
}

function refusalOf({ guards }: View, symbol: string): GuardRefusal | undefined {
  return guards?.refusalOf({ venue: "lending", symbol, action: "withdraw" });
}

function roomOf(view: View, symbol: string): bigint | undefined {
  return refusalOf(view, symbol) === undefined ? view.guards?.outflowRoom("lending", symbol) : 0n;
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
