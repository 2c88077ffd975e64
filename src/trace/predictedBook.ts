import type { BookAccount, BookDefence } from "../model/bookAccount.ts";
import type { PanicSeller } from "../model/cascade.ts";
import { lnRatioWad } from "../model/transcendental.ts";
import { BPS, WAD } from "../units.ts";
import type { Position } from "../venues/lendingBook.ts";
import type { Defence } from "../world/world.ts";
import type { TraceContext } from "./context.ts";

/** The indebted positions as the cascade's model has them, at the oracle's prices; `falls` names what is shocked. */
export function predictedBook({ venues, world }: TraceContext, falls: (symbol: string) => boolean): BookAccount[] {
  const { lending } = venues;
  const defences = new Map(world.holders.map((holder) => [holder.address, holder.defence]));

  return lending.positions.flatMap((position) => {
    const { supplied, owed } = lending.balances(position);
    const usd = (amount: bigint, i: number) =>
      (amount * (lending.prices[i] ?? 0n) * WAD) / ((lending.reserves[i]?.unit ?? 1n) * lending.baseUnit);
    const debts = lending.reserves.flatMap(({ symbol }, i) =>
      owed[i] ? [{ usd: usd(owed[i], i), exposed: falls(symbol) }] : [],
    );
    if (debts.length === 0) return [];
    const collaterals = lending.reserves.flatMap(({ symbol }, i) =>
      supplied[i] && lending.usesAsCollateral(position, i)
        ? [{ usd: usd(supplied[i], i), exposed: falls(symbol), ...termsOf(position, i) }]
        : [],
    );
    return [{ collaterals, debts, rules: lending.rules, defence: defenceOf(defences.get(position.account)) }];
  });

  function termsOf(position: Position, i: number) {
    const { liquidationThreshold, liquidationBonus } = lending.termsFor(position, i);
    const reserve = lending.reserves[i] as (typeof lending.reserves)[number];
    return {
      threshold: (liquidationThreshold * WAD) / BPS,
      incentive: reserve.incentive(liquidationBonus, liquidationThreshold, WAD),
      protocolFee: reserve.terms.protocolFee,
    };
  }
}

/** Liquidators outbid a holder who defends: in one instant fall it comes too late. */
function defenceOf(defence: Defence | undefined): BookDefence | undefined {
  if (defence === undefined) return undefined;
  const { by, triggerHealthFactor, targetHealthFactor } = defence;
  return { by, trigger: triggerHealthFactor, target: targetHealthFactor, beatsLiquidators: false };
}

/** Those who sell what falls once its reference has fallen far enough, at the price of then at best. */
export function predictedPanic({ world }: TraceContext, falls: (symbol: string) => boolean): PanicSeller[] {
  return Object.values(world.scenario.agents).flatMap((agent) => {
    if (agent.kind !== "panicSeller" || !falls(agent.asset) || agent.triggerChange >= 0n) return [];
    const left = WAD + agent.triggerChange;
    return [{ usd: (agent.sellUsd * left) / WAD, trigger: lnRatioWad(WAD, left) }];
  });
}
