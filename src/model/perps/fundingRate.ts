import { WAD } from "../../units.ts";
import { clamp } from "./rounding.ts";
import type { FundingTerms } from "./terms.ts";

export const DAY = 86_400n;

/** A rate before and after some time, and what was charged in it. [wad a day] */
export type FundingStep = { readonly rate: bigint; readonly charged: bigint };

/** What a funding rate follows: the rate that stood, the skew's premium and its average, the seconds gone. */
export type FundingInputs = {
  readonly rate: bigint;
  readonly premium: bigint;
  readonly average: bigint;
  readonly elapsed: bigint;
};

/**
 * The daily funding rate after `elapsed` seconds, positive when longs pay. Velocity: the rate moves with the premium and
 * the mean is charged. Clamped premium: 3 · (average + (interest − average, within ±clamp)), within three caps.
 */
export function fundingRate(terms: FundingTerms, { rate, premium, average, elapsed }: FundingInputs): FundingStep {
  if (terms.rule === "velocity") {
    const next = rate + (terms.maxVelocity * clamp(premium, -WAD, WAD) * elapsed) / (WAD * DAY);
    return { rate: next, charged: (rate + next) / 2n };
  }
  const raw = average + clamp(terms.interest - average, -terms.clamp, terms.clamp);
  const next = 3n * (terms.cap === 0n ? raw : clamp(raw, -terms.cap, terms.cap));
  return { rate: next, charged: next };
}
