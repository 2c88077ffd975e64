import type { Scenario } from "../scenario/schema.ts";
import { startPrice } from "../scenario/startPrice.ts";
import { WAD } from "../units.ts";
import type { Random } from "./random.ts";
import { thresholdOf } from "./thresholdOf.ts";

/** What a position of one collateral and one debt is drawn from. */
export interface PledgeTerms {
  collateral: string;
  debt: string;
  eMode: number;
  healthFactor: { min: bigint; max: bigint };
}

/** Collateral and debt, in whole units [wad], of a position with this equity at a health factor of its range. */
export function drawPledge(
  scenario: Scenario,
  terms: PledgeTerms,
  equityUsd: bigint,
  random: Random,
): { supply: Record<string, bigint>; borrow: Record<string, bigint> } {
  const { collateral, debt, healthFactor } = terms;
  const threshold = thresholdOf(scenario, terms);
  const health = random.between(healthFactor.min, healthFactor.max);
  // equity = C·(1 − LT/h), so that C·LT/D = h.
  const collateralUsd = (equityUsd * health) / (health - threshold);
  const debtUsd = (collateralUsd * threshold) / health;
  const units = (usd: bigint, symbol: string) => (usd * WAD) / startPrice(scenario, symbol);
  return { supply: { [collateral]: units(collateralUsd, collateral) }, borrow: { [debt]: units(debtUsd, debt) } };
}
