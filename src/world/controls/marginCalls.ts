import { ZeroAddress } from "ethers";
import type { MarginScalingConfig } from "../../scenario/marginTermsSchema.ts";
import type { Treatments } from "../../scenario/treatmentSchema.ts";
import { BPS, WAD } from "../../units.ts";
import type { Call } from "../transaction.ts";
import type { World } from "../world.ts";
import { guardCall } from "./guardCall.ts";

const HOUR = 3_600n;
/** `IMarginScaling.Measure`: what is needed grows with the margin. */
const OF_MARGIN = 1;

/**
 * Sets scaled margins for the assets of a scenario: for the exchange as a hook that measures whole accounts, for
 * lending as the terms that the pool asks for. A threshold that is going to move begins where the reserve has it.
 */
export function marginCalls({ scenario, deployment }: World, treatments: Treatments, scaling: string): Call[] {
  const { guards, tokens, feeds, perps, configurator } = deployment;
  if (guards === undefined) return [];
  const { margin, thresholdRamp } = treatments;
  const calls: Call[] = [];
  if (margin !== undefined) {
    for (const symbol of margin.assets) calls.push(terms(symbol, margin));
    if (margin.venues.includes("perps") && perps !== undefined) {
      const traded = margin.assets.filter((symbol) => perps.markets.some(({ asset }) => asset === symbol));
      const args = [perps.exchange, guards.perpMargin, OF_MARGIN, traded.map((symbol) => tokens[symbol])];
      calls.push(call("setVenue", args));
    }
  }
  if (thresholdRamp !== undefined) {
    const { asset } = thresholdRamp;
    const own = ((scenario.lending.reserves[asset]?.liquidationThreshold ?? 0n) * BPS) / WAD;
    calls.push(call("aimThreshold", [tokens[asset], own, 0]));
  }
  if (margin?.venues.includes("lending") || thresholdRamp !== undefined)
    calls.push(guardCall(deployment, ["venue", configurator], "setRiskTerms", [scaling]));
  return calls;

  function terms(symbol: string, config: MarginScalingConfig): Call {
    const { fromUsd, toUsd } = config.openInterest ?? { fromUsd: 0n, toUsd: 0n };
    const interest = guards?.openInterest[symbol];
    const own = {
      feed: feeds[symbol],
      openInterest: interest ?? ZeroAddress,
      base: config.base,
      most: config.most,
      sigmas: config.sigmas,
      horizon: config.horizonSeconds,
      decay: config.decay,
      interval: config.intervalSeconds,
      openInterestLower: interest === undefined ? 0n : fromUsd,
      openInterestUpper: interest === undefined ? 0n : toUsd,
      up: config.upPerHour / HOUR,
      down: config.downPerHour / HOUR,
    };
    return call("setTerms", [tokens[symbol], own]);
  }

  function call(name: string, args: readonly unknown[]): Call {
    return guardCall(deployment, ["margin", scaling], name, args);
  }
}
