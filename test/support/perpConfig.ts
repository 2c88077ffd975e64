import {
  ADL_POLICIES,
  ADL_PRICES,
  ADL_SCOPES,
  FUNDING_RULES,
  LIQUIDATION_PRICE_RULES,
  MARK_RULES,
  type PerpTerms,
} from "../../src/model/perps/terms.ts";

/** A market's terms as `listMarket` takes them. */
export function marketConfig(terms: PerpTerms, indexFeed: string, spotFeed: string) {
  const { trading, margin, funding, liquidation, adl, markRule } = terms;
  return {
    indexFeed,
    spotFeed,
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
