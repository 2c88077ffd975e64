import type { PerpsConfig } from "../scenario/perpSchema.ts";
import type { Scenario } from "../scenario/schema.ts";
import { startPrice } from "../scenario/startPrice.ts";
import { WAD } from "../units.ts";
import type { TraderPlan } from "./traderPlans.ts";

/**
 * Traders whose margin is partly shares, with as much more or less of the quote as makes up for what the shares are
 * worth now, `moved` being a part of their start price [wad]: so that each starts with the equity drawn.
 */
export function toppedUp(
  plans: readonly TraderPlan[],
  moved: ReadonlyMap<string, bigint>,
  scenario: Scenario,
  { quote, collateral }: PerpsConfig,
): TraderPlan[] {
  return plans.map((plan) => {
    let lackUsd = 0n;
    for (const [symbol, whole] of Object.entries(plan.deposits)) {
      const part = moved.get(symbol);
      if (part === undefined) continue;
      const counted = WAD - (collateral[symbol]?.haircut ?? 0n);
      const drawnUsd = (((whole * startPrice(scenario, symbol)) / WAD) * counted) / WAD;
      lackUsd += (drawnUsd * (WAD - part)) / WAD;
    }
    const money = (plan.deposits[quote] ?? 0n) + lackUsd;
    return { ...plan, deposits: { ...plan.deposits, [quote]: money > 0n ? money : 0n } };
  });
}
