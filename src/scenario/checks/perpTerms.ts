import { badInput } from "../../errors.ts";
import type { PerpMarketConfig } from "../perpSchema.ts";
import type { PlaceOf } from "./listed.ts";

/** A rule between a market's terms: whether it fails, the key it names, and what it says. */
type Rule = [fails: boolean, key: string, message: string, hint: string];

/** Terms of a market that make sense together: `MARKET_TERMS` with the first that does not. */
export function checkPerpTerms(name: string, market: PerpMarketConfig, placeOf: PlaceOf): void {
  const broken = rules(market).find(([fails]) => fails);
  if (broken === undefined) return;
  const [, key, message, hint] = broken;
  throw badInput("MARKET_TERMS", `Market ${name}: ${message}.`, {
    place: placeOf(["perps", "markets", name, ...key.split(".")]),
    hint,
  });
}

function rules({ trading, margin, liquidation, funding, adl }: PerpMarketConfig): Rule[] {
  const { openInterestLowerUsd: lower, openInterestUpperUsd: upper } = margin;
  return [
    [
      trading.settlementDelay > 0 && trading.settlementWindow === 0,
      "trading.settlementWindow",
      "delayed orders could never be settled",
      "Give settlementWindow in blocks, or set settlementDelay to 0.",
    ],
    [margin.initialRatio === 0n, "margin.initialRatio", "no margin is asked", "initialRatio must be more than 0."],
    [
      margin.maintenanceScalar === 0n,
      "margin.maintenanceScalar",
      "no account would be liquidated before it is bankrupt",
      "maintenanceScalar must be more than 0.",
    ],
    [
      upper !== 0n && upper <= lower,
      "margin.openInterestUpperUsd",
      "the open interest at which margin is 100 % is not above the one at which it begins to grow",
      "openInterestUpperUsd must be more than openInterestLowerUsd, or 0.",
    ],
    [
      funding.rule === "velocity" && funding.maxVelocity === 0n && funding.cap > 0n,
      "funding.cap",
      "a velocity has no cap",
      "cap belongs to the clamped-premium rule; leave it 0.",
    ],
    [
      liquidation.maxRewardUsd < liquidation.minRewardUsd,
      "liquidation.maxRewardUsd",
      "the largest reward is below the least",
      "maxRewardUsd must not be less than minRewardUsd.",
    ],
    [
      liquidation.partialShare === 0n,
      "liquidation.partialShare",
      "a partial liquidation would close nothing",
      "partialShare must be more than 0; 100% closes all at once.",
    ],
    [
      liquidation.partialCapUsd !== 0n && liquidation.partialCapUsd < liquidation.partialFloorUsd,
      "liquidation.partialCapUsd",
      "the largest part is below the least",
      "partialCapUsd must not be less than partialFloorUsd, or 0.",
    ],
    [
      liquidation.windowSize > 0n && liquidation.windowSeconds === 0,
      "liquidation.windowSeconds",
      "a limit by window needs a window",
      "Give windowSeconds, or set windowSize to 0.",
    ],
    [
      adl.poolTarget > adl.poolTrigger,
      "adl.poolTarget",
      "deleveraging would stop before it begins",
      "poolTarget must not be more than poolTrigger.",
    ],
  ];
}
