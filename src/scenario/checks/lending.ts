import { badInput } from "../../errors.ts";
import { formatPercent, WAD } from "../../units.ts";
import type { ReserveConfig, Scenario } from "../schema.ts";
import { type PlaceOf, requireAsset, requireReserve } from "./listed.ts";

type Tier = Pick<ReserveConfig, "ltv" | "liquidationThreshold" | "liquidationBonus">;
type Path = readonly PropertyKey[];

/** As many as the flags of an account have room for. */
const MOST_RESERVES = 128;
const HIGHEST_RATE = 10n * WAD;

/** Terms that the lending pool accepts, over assets that are listed. */
export function checkLending(scenario: Scenario, placeOf: PlaceOf): void {
  const reserves = Object.entries(scenario.lending.reserves);
  const isNeeded = scenario.perps === undefined;
  if ((reserves.length === 0 && isNeeded) || reserves.length > MOST_RESERVES) {
    throw badInput("RESERVES_COUNT", `The lending pool lists ${reserves.length} reserves.`, {
      place: placeOf(["lending", "reserves"]),
      hint: `It needs at least one, unless there are perps, and has room for ${MOST_RESERVES}.`,
    });
  }
  for (const [symbol, reserve] of reserves) {
    const path = ["lending", "reserves", symbol];
    requireAsset(scenario, symbol, placeOf(path));
    checkTier(reserve, path, placeOf);
    checkCurve(reserve, path, placeOf);
  }
  for (const [index, mode] of scenario.lending.eModes.entries()) {
    const path = ["lending", "eModes", index];
    for (const side of ["collateral", "borrowable"] as const)
      for (const symbol of mode[side]) requireReserve(scenario, symbol, placeOf([...path, side]));
    if (scenario.lending.eModes.findIndex(({ id }) => id === mode.id) !== index) {
      throw badInput("EMODE_TWICE", `The e-mode ${mode.id} is listed twice.`, {
        place: placeOf([...path, "id"]),
        hint: "Give each category an id of its own, 1 to 255.",
      });
    }
    if (mode.ltv === 0n) {
      throw badInput("EMODE_WITHOUT_LTV", `The e-mode ${mode.id} lends nothing.`, {
        place: placeOf([...path, "ltv"]),
        hint: "A category's ltv must be above 0.",
      });
    }
    checkTier(mode, path, placeOf);
  }
}

function checkTier(tier: Tier, path: Path, placeOf: PlaceOf): void {
  const { ltv, liquidationThreshold, liquidationBonus } = tier;
  // Neither is a reserve that is no collateral.
  if (ltv === 0n && liquidationThreshold === 0n) return;
  if (ltv >= liquidationThreshold) {
    throw badInput(
      "LTV_NOT_BELOW_THRESHOLD",
      `LTV ${formatPercent(ltv)} is not below the liquidation threshold ${formatPercent(liquidationThreshold)}.`,
      { place: placeOf([...path, "ltv"]), hint: "The gap between the two is the borrower's margin." },
    );
  }
  if (liquidationBonus === 0n) {
    throw badInput("BONUS_ZERO", "Nobody liquidates for no bonus, and the pool refuses collateral without one.", {
      place: placeOf([...path, "liquidationBonus"]),
      hint: "The least it keeps is 0.01%.",
    });
  }
  if (liquidationThreshold * (WAD + liquidationBonus) > WAD * WAD) {
    throw badInput(
      "BONUS_TOO_LARGE",
      "Threshold × (1 + bonus) is above 100 %: every liquidation would leave bad debt.",
      {
        place: placeOf([...path, "liquidationBonus"]),
        hint: `At this threshold the bonus may be at most ${formatPercent((WAD * WAD) / liquidationThreshold - WAD)}.`,
      },
    );
  }
}

function checkCurve({ rates, incentive }: ReserveConfig, path: Path, placeOf: PlaceOf): void {
  const { optimalUsage, base, slope1, slope2 } = rates;
  if (optimalUsage === 0n || optimalUsage === WAD) {
    throw badInput("KINK_AT_THE_END", "The rate curve needs its kink between no usage and full usage.", {
      place: placeOf([...path, "rates", "optimalUsage"]),
      hint: "For example 90%.",
    });
  }
  if (base + slope1 + slope2 > HIGHEST_RATE) {
    throw badInput("RATE_TOO_HIGH", `At full usage the rate is ${formatPercent(base + slope1 + slope2)} a year.`, {
      place: placeOf([...path, "rates"]),
      hint: "base + slope1 + slope2 may be at most 1000%.",
    });
  }
  if (incentive.kind === "dutch" && incentive.maxDiscount === WAD) {
    throw badInput("DISCOUNT_TOO_LARGE", "A discount of 100 % gives collateral away.", {
      place: placeOf([...path, "incentive", "maxDiscount"]),
      hint: "It must be below 100%.",
    });
  }
}
