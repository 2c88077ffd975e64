import type { PositionMargin } from "./positionMargin.ts";
import { clamp } from "./rounding.ts";
import type { LiquidationTerms } from "./terms.ts";

/** As the exchange's `MarginView`, in quote; `maintenance` holds the `reward` of a liquidation. */
export type AccountMargin = {
  readonly equity: bigint;
  readonly initial: bigint;
  readonly maintenance: bigint;
  readonly backstop: bigint;
  readonly notional: bigint;
  readonly reward: bigint;
};

/** What a position adds to its account: its profit at mark and what it binds under which terms. */
export type ValuedPosition = {
  readonly profit: bigint;
  readonly bound: PositionMargin;
  readonly liquidation: LiquidationTerms;
};

/** Sums of an account: cash and collateral (quote, after haircut) beside its positions. */
export function margin(settled: bigint, collateral: bigint, positions: readonly ValuedPosition[]): AccountMargin {
  const sum = (of: (position: ValuedPosition) => bigint) => positions.reduce((total, each) => total + of(each), 0n);
  const reward = liquidationReward(positions);
  return {
    equity: settled + collateral + sum((each) => each.profit),
    initial: sum((each) => each.bound.initial),
    maintenance: sum((each) => each.bound.maintenance) + reward,
    backstop: sum((each) => each.bound.backstop),
    notional: sum((each) => each.bound.notional),
    reward,
  };
}

/** What liquidating all positions would pay: Σ notional · ratio within the largest bounds; none without a position. */
export function liquidationReward(positions: readonly Pick<ValuedPosition, "bound" | "liquidation">[]): bigint {
  let [ratio, least, most] = [0n, 0n, 0n];
  for (const { bound, liquidation } of positions) {
    ratio += bound.reward;
    if (liquidation.minReward > least) least = liquidation.minReward;
    if (liquidation.maxReward > most) most = liquidation.maxReward;
  }
  return clamp(ratio, least, most);
}
