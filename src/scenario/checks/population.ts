import { badInput, type Place } from "../../errors.ts";
import { formatDecimal, formatPercent, WAD } from "../../units.ts";
import { isConnected } from "../connected.ts";
import { isOfLending } from "../ofLending.ts";
import type { LendingGroup, Scenario } from "../schema.ts";
import { type PlaceOf, requireReserve } from "./listed.ts";

type Levered = Exclude<LendingGroup, { kind: "account" }>;
type PlaceIn = (...keys: string[]) => Place;

/** Groups of the lending pool that can open the positions they plan, on reserves, categories and pools that exist. */
export function checkPopulation(scenario: Scenario, placeOf: PlaceOf): void {
  for (const [name, group] of Object.entries(scenario.population)) {
    const place = (...keys: string[]) => placeOf(["population", name, ...keys]);
    if (group.kind === "lender") requireReserve(scenario, group.asset, place("asset"));
    if (!isOfLending(group)) continue;
    if (group.kind === "account") {
      for (const side of ["supply", "borrow"] as const)
        for (const symbol of Object.keys(group[side])) requireReserve(scenario, symbol, place(side, symbol));
    } else {
      requireReserve(scenario, group.collateral, place("collateral"));
      requireReserve(scenario, group.debt, place("debt"));
    }
    checkMode(scenario, group, place);
    if (group.kind === "account") continue;
    if (group.kind === "looper" && scenario.assets[group.collateral]?.vault !== undefined) {
      throw badInput("LOOP_OF_SHARES", `${group.collateral} is a vault's share: a loop would buy it on the AMM.`, {
        place: place("collateral"),
        hint: "Take a vault over it, or borrowers: they get their shares by depositing.",
      });
    }
    const ltv = ltvOf(scenario, group);
    if (ltv === 0n) {
      throw badInput("COLLATERAL_WITHOUT_LTV", `Nothing can be borrowed on ${group.collateral}: its LTV is 0.`, {
        place: place("collateral"),
        hint: "Give the reserve an ltv, or take other collateral.",
      });
    }
    if (group.kind === "borrower") checkHealth(scenario, group, ltv, place);
    else checkLeverage(scenario, group, ltv, place);
    checkDefence(scenario, group, place);
  }
}

function checkMode({ lending }: Scenario, group: LendingGroup, place: PlaceIn): void {
  const [collateral, debt] =
    group.kind === "account"
      ? [Object.keys(group.supply), Object.keys(group.borrow)]
      : [[group.collateral], [group.debt]];
  const closed = debt.find((symbol) => !lending.reserves[symbol]?.borrowable);
  if (closed !== undefined) {
    throw badInput("RESERVE_NOT_BORROWABLE", `${closed} cannot be borrowed.`, {
      place: place(group.kind === "account" ? "borrow" : "debt"),
      hint: `Set lending.reserves.${closed}.borrowable to true.`,
    });
  }
  if (group.eMode === 0) return;
  const mode = lending.eModes.find(({ id }) => id === group.eMode);
  if (mode === undefined) {
    throw badInput("EMODE_UNKNOWN", `There is no e-mode ${group.eMode} under lending.eModes.`, {
      place: place("eMode"),
      hint: `Listed: ${lending.eModes.map(({ id }) => id).join(", ") || "none"}.`,
    });
  }
  const outside =
    debt.find((symbol) => !mode.borrowable.includes(symbol)) ??
    (group.kind === "account" ? undefined : collateral.find((symbol) => !mode.collateral.includes(symbol)));
  if (outside === undefined) return;
  throw badInput("EMODE_MISMATCH", `${outside} is not in the e-mode ${mode.id} that the group is in.`, {
    place: place("eMode"),
    hint: `It takes ${mode.collateral.join(", ")} as collateral and lends ${mode.borrowable.join(", ")}.`,
  });
}

function checkHealth(scenario: Scenario, group: Extract<Levered, { kind: "borrower" }>, ltv: bigint, place: PlaceIn) {
  const threshold = tierOf(scenario, group)?.liquidationThreshold ?? 0n;
  const least = (threshold * WAD + ltv - 1n) / ltv;
  if (group.healthFactor.min >= least) return;
  throw badInput(
    "HEALTH_OUT_OF_REACH",
    `At LTV ${formatPercent(ltv)} and threshold ${formatPercent(threshold)} no position opens below health factor ${formatDecimal(least, 18, 4)}.`,
    { place: place("healthFactor", "min"), hint: "The bound is threshold ÷ LTV." },
  );
}

function checkLeverage(scenario: Scenario, group: Extract<Levered, { kind: "looper" }>, ltv: bigint, place: PlaceIn) {
  const { collateral, debt, leverage } = group;
  if (collateral === debt || !isConnected(scenario, debt, collateral)) {
    throw badInput("ROUTE_MISSING", `A loop sells ${debt} for ${collateral}, and no pool leads there.`, {
      place: place("collateral"),
      hint: "List a pool for the pair, or pools that connect it, under pools; for a fork, under fork.pools.",
    });
  }
  const reachable = ltv >= WAD ? leverage.max + 1n : (WAD * WAD) / (WAD - ltv);
  if (leverage.max < reachable) return;
  throw badInput(
    "LEVERAGE_OUT_OF_REACH",
    `Leverage ${formatDecimal(leverage.max, 18, 2)} cannot be reached at LTV ${formatPercent(ltv)}: a loop ends at ${formatDecimal(reachable, 18, 2)}.`,
    { place: place("leverage", "max"), hint: "The bound is 1 ÷ (1 − LTV), before fees and slippage." },
  );
}

function checkDefence(scenario: Scenario, { defence, collateral, debt }: Levered, place: PlaceIn): void {
  if (defence === undefined) return;
  if (defence.targetHealthFactor <= defence.triggerHealthFactor) {
    throw badInput("DEFENCE_WITHOUT_EFFECT", "A defence must aim above the health factor at which it begins.", {
      place: place("defence", "targetHealthFactor"),
      hint: `It must be more than triggerHealthFactor, ${formatDecimal(defence.triggerHealthFactor, 18)}.`,
    });
  }
  if (defence.by === "repay" || (collateral !== debt && isConnected(scenario, collateral, debt))) return;
  throw badInput("ROUTE_MISSING", `De-leveraging sells ${collateral} for ${debt}, and no pool leads there.`, {
    place: place("defence", "by"),
    hint: "List pools that connect the pair, or defend by repay.",
  });
}

function tierOf({ lending }: Scenario, group: Levered) {
  return lending.eModes.find(({ id }) => id === group.eMode) ?? lending.reserves[group.collateral];
}

function ltvOf(scenario: Scenario, group: Levered): bigint {
  return tierOf(scenario, group)?.ltv ?? 0n;
}
