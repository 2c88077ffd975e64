import { badInput } from "../../errors.ts";
import { formatPercent, WAD } from "../../units.ts";
import type { MarginScalingConfig, ThresholdRampConfig } from "../marginTermsSchema.ts";
import type { Scenario } from "../schema.ts";
import type { Treatments } from "../treatmentSchema.ts";
import { venuesOf } from "../venuesOf.ts";
import { checkControlBlock } from "./controlBlock.ts";
import { requireVenue } from "./controlScope.ts";
import { type PlaceIn, requireAsset, requireReserve } from "./listed.ts";

/** Assets whose margins the hook asks about at the exchange. */
const MOST_ASSETS = 8;

/** Margins of assets that back something or are traded, and a threshold that stays between LTV and bonus. */
export function checkMarginTerms(scenario: Scenario, { margin, thresholdRamp }: Treatments, place: PlaceIn): void {
  if (margin !== undefined) {
    checkReach(scenario, margin, (...keys) => place("margin", ...keys));
    checkOrder(scenario, margin, (...keys) => place("margin", ...keys));
  }
  if (thresholdRamp !== undefined)
    checkRamp(scenario, thresholdRamp, margin, (...keys) => place("thresholdRamp", ...keys));
}

function checkReach(scenario: Scenario, { assets, venues }: MarginScalingConfig, place: PlaceIn): void {
  const markets = Object.values(scenario.perps?.markets ?? {}).map(({ asset }) => asset);
  const bound = (venue: string): string[] => {
    if (venue === "perps") return [...new Set(markets)];
    return Object.keys(scenario.lending.reserves).filter(
      (symbol) => (scenario.lending.reserves[symbol]?.ltv ?? 0n) > 0n,
    );
  };
  for (const [i, venue] of venues.entries()) {
    requireVenue(scenario, venue, place("venues", i));
    if (venue === "lending" || venue === "perps") continue;
    throw badInput("CONTROL_BINDS_NOTHING", `At ${venue} there is no margin to scale.`, {
      place: place("venues", i),
      hint: `Margins are scaled at ${venuesOf(scenario)
        .filter((name) => ["lending", "perps"].includes(name))
        .join(" and ")}.`,
    });
  }
  for (const [i, asset] of assets.entries()) {
    requireAsset(scenario, asset, place("assets", i));
    if (venues.some((venue) => bound(venue).includes(asset))) continue;
    throw badInput("CONTROL_BINDS_NOTHING", `At ${venues.join(" and ")} ${asset} backs nothing and has no market.`, {
      place: place("assets", i),
      hint: `There margins are scaled of ${[...new Set(venues.flatMap(bound))].join(", ") || "nothing"}.`,
    });
  }
  for (const [i, venue] of venues.entries()) {
    if (assets.some((asset) => bound(venue).includes(asset))) continue;
    throw badInput("CONTROL_BINDS_NOTHING", `At ${venue} none of ${assets.join(", ")} has a margin.`, {
      place: place("venues", i),
      hint: `There margins are scaled of ${bound(venue).join(", ") || "nothing"}.`,
    });
  }
  const traded = assets.filter((asset) => venues.includes("perps") && markets.includes(asset));
  if (traded.length <= MOST_ASSETS) return;
  throw badInput("TOO_MANY_ASSETS", `At the exchange margins of ${MOST_ASSETS} assets at most are scaled.`, {
    place: place("assets"),
    hint: `It has markets of ${traded.length} of these.`,
  });
}

function checkOrder(
  { perps }: Scenario,
  { assets, base, most, openInterest }: MarginScalingConfig,
  place: PlaceIn,
): void {
  if (most < base) {
    throw badInput("MARGIN_OUT_OF_ORDER", "The most that a margin may be is less than its base.", {
      place: place("most"),
      hint: `base is ${formatPercent(base)}.`,
    });
  }
  if (openInterest === undefined) return;
  if (openInterest.toUsd <= openInterest.fromUsd) {
    throw badInput("MARGIN_OUT_OF_ORDER", "Open interest raises a margin between two amounts, the first the smaller.", {
      place: place("openInterest", "toUsd"),
      hint: "It must be more than fromUsd.",
    });
  }
  if (Object.values(perps?.markets ?? {}).some(({ asset }) => assets.includes(asset))) return;
  throw badInput("CONTROL_BINDS_NOTHING", `There is no market of ${assets.join(", ")} with an open interest.`, {
    place: place("openInterest"),
    hint: "Drop the key, or add a market under perps.markets.",
  });
}

function checkRamp(
  scenario: Scenario,
  { asset, to, fromBlock }: ThresholdRampConfig,
  margin: MarginScalingConfig | undefined,
  place: PlaceIn,
): void {
  requireReserve(scenario, asset, place("asset"));
  checkControlBlock(scenario, fromBlock, place("fromBlock"));
  const { ltv, liquidationThreshold, liquidationBonus } = scenario.lending.reserves[
    asset
  ] as Scenario["lending"]["reserves"][string];
  if (liquidationThreshold === 0n) {
    throw badInput("NO_COLLATERAL", `${asset} is no collateral: it has no threshold that could move.`, {
      place: place("asset"),
      hint: "Name a reserve with a liquidationThreshold.",
    });
  }
  const scales = margin?.venues.includes("lending") === true && margin.assets.includes(asset);
  const left = scales ? WAD - margin.base : WAD;
  const lent = ltv < left ? ltv : left;
  if (to <= lent) {
    throw badInput(
      "LTV_NOT_BELOW_THRESHOLD",
      `At a threshold of ${formatPercent(to)} whoever borrows at an LTV of ${formatPercent(lent)} is liquidated at once.`,
      {
        place: place("to"),
        hint: "Stay above the LTV; scaled margins can lower that too.",
      },
    );
  }
  if (to * (WAD + liquidationBonus) <= WAD * WAD) return;
  throw badInput("BONUS_TOO_LARGE", "Threshold × (1 + bonus) is above 100 %: every liquidation would leave bad debt.", {
    place: place("to"),
    hint: `With this bonus the threshold may be at most ${formatPercent((WAD * WAD) / (WAD + liquidationBonus))}.`,
  });
}
