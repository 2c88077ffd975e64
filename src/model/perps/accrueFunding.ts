import { WAD } from "../../units.ts";
import { averagePremium } from "./averagePremium.ts";
import { DAY, fundingRate } from "./fundingRate.ts";
import { type PerpMarketState, skewOf } from "./marketState.ts";
import { skewPremium } from "./skewPremium.ts";
import type { PerpTerms } from "./terms.ts";

/** The premium sum as it stands at `now`, the skew not having moved since the last accrual. [wad · seconds] */
export function premiumSumAt(market: PerpMarketState, terms: PerpTerms, now: bigint): bigint {
  return market.premiumSum + skewPremium(skewOf(market), terms.trading.skewScale) * (now - market.fundingTime);
}

/** The skew premium averaged over the market's window up to `now`. [wad] */
export function averagePremiumAt(market: PerpMarketState, terms: PerpTerms, now: bigint): bigint {
  const history = { time: now, sum: premiumSumAt(market, terms, now), checkpoints: market.premiums };
  return averagePremium(history, terms.funding.premiumWindow, skewPremium(skewOf(market), terms.trading.skewScale));
}

/** The market with funding and premium accrued up to `now` (seconds) at its present index price. */
export function accrueFunding(market: PerpMarketState, terms: PerpTerms, now: bigint): PerpMarketState {
  const elapsed = now - market.fundingTime;
  if (elapsed === 0n) return market;
  const premiumSum = premiumSumAt(market, terms, now);
  const { rate, charged } = fundingRate(terms.funding, {
    rate: market.fundingRate,
    premium: skewPremium(skewOf(market), terms.trading.skewScale),
    average: averagePremiumAt(market, terms, now),
    elapsed,
  });
  return {
    ...market,
    fundingRate: rate,
    fundingIndex: market.fundingIndex - (charged * market.index * elapsed) / (WAD * DAY),
    fundingTime: now,
    premiumSum,
    premiums: [...market.premiums, { time: now, sum: premiumSum }],
  };
}
