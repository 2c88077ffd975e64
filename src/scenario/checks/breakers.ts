import { badInput } from "../../errors.ts";
import type { PauseConfig } from "../breakerSchema.ts";
import { controlScopes } from "../controlScopes.ts";
import type { Scenario } from "../schema.ts";
import type { Treatments } from "../treatmentSchema.ts";
import { venuesOf } from "../venuesOf.ts";
import { checkControlBlock } from "./controlBlock.ts";
import type { PlaceIn } from "./listed.ts";

/** What the breaker keeps. */
const MOST_WATCHED = 8;
const MOST_TICKS = 64;
/** Of the guardian, which a pause and its grace end with. [seconds] */
const WATCH = 7 * 86_400;
/** Venues that keep margins, which a spread makes larger. */
const WITH_MARGIN = ["lending", "perps"];

/** Watches, windows and pauses that the breaker takes. */
export function checkBreakers(scenario: Scenario, treatments: Treatments, place: PlaceIn): void {
  checkWatches(scenario, treatments, (...keys) => place("priceVelocity", ...keys));
  for (const control of ["outflow", "throttle", "borrowVelocity"] as const) {
    const window = treatments[control];
    if (window !== undefined) checkWindow(window, (...keys) => place(control, ...keys));
  }
  if (treatments.pause === undefined) return;
  checkControlBlock(scenario, treatments.pause.fromBlock, place("pause", "fromBlock"));
  checkLength(treatments.pause, (...keys) => place("pause", ...keys));
}

/** The breaker cuts what goes on beyond its guardian's watch. */
function checkLength({ durationSeconds, graceSeconds }: PauseConfig, place: PlaceIn): void {
  if (durationSeconds + graceSeconds <= WATCH) return;
  throw badInput(
    "PAUSE_TOO_LONG",
    `A pause of ${durationSeconds} seconds and its grace of ${graceSeconds} outlast the guardian's watch of ${WATCH}.`,
    { place: place("graceSeconds"), hint: `Take a grace of ${WATCH - durationSeconds} seconds at most.` },
  );
}

function checkWatches(scenario: Scenario, { priceVelocity }: Treatments, place: PlaceIn): void {
  if (priceVelocity === undefined) return;
  const venues = priceVelocity.venues ?? venuesOf(scenario);
  const scopes = controlScopes(scenario, "priceVelocity", priceVelocity);
  const most = Math.max(...venues.map((name) => scopes.filter(({ venue }) => (venue ?? name) === name).length));
  if (most > MOST_WATCHED) {
    throw badInput("TOO_MANY_ASSETS", `A venue watches ${MOST_WATCHED} prices at most, not ${most}.`, {
      place: place("assets"),
      hint: "Watch those that collateral and positions depend on.",
    });
  }
  if (priceVelocity.response === "halt" || venues.some((venue) => WITH_MARGIN.includes(venue))) return;
  throw badInput("CONTROL_BINDS_NOTHING", `At ${venues.join(" and ")} there is no margin that a spread could widen.`, {
    place: place("response"),
    hint: "Set it to halt, or name lending or perps under venues.",
  });
}

function checkWindow({ periodSeconds, tickSeconds }: { periodSeconds: number; tickSeconds: number }, place: PlaceIn) {
  if (tickSeconds === 0 || (periodSeconds % tickSeconds === 0 && periodSeconds / tickSeconds <= MOST_TICKS)) return;
  throw badInput(
    "PERIOD_NOT_IN_TICKS",
    `A period of ${periodSeconds} seconds is no ${MOST_TICKS} ticks at most of ${tickSeconds}.`,
    {
      place: place("tickSeconds"),
      hint: `Take a divisor of the period that is at least ${Math.ceil(periodSeconds / MOST_TICKS)}.`,
    },
  );
}
