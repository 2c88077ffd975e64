import {
  ADL_POLICIES,
  ADL_PRICES,
  ADL_SCOPES,
  FUNDING_RULES,
  LIQUIDATION_PRICE_RULES,
  MARK_RULES,
  type PerpTerms,
} from "../../src/model/perps/terms.ts";
import type { PerpCollateralConfig } from "../../src/scenario/perpSchema.ts";
import { collateralTerms } from "../../src/scenario/perpTerms.ts";

/** A market's terms as `PerpTypes.MarketConfig` without its feeds. */
export function marketConfig({ trading, margin, funding, liquidation, adl, markRule }: PerpTerms) {
  return {
    trading,
    margin,
    funding: { ...funding, rule: FUNDING_RULES.indexOf(funding.rule) },
    liquidation: { ...liquidation, price: LIQUIDATION_PRICE_RULES.indexOf(liquidation.price) },
    adl: {
      ...adl,
      policy: ADL_POLICIES.indexOf(adl.policy),
      price: ADL_PRICES.indexOf(adl.price),
      scope: ADL_SCOPES.indexOf(adl.scope),
    },
    markRule: MARK_RULES.indexOf(markRule),
  };
}

/** A collateral's terms as `PerpTypes.CollateralConfig` without its feed. */
export function collateralConfig(config: PerpCollateralConfig, decimals: number) {
  return { ...collateralTerms(config, decimals), maxPriceAge: config.maxPriceAge };
}
