import type { Treatments } from "../../scenario/treatmentSchema.ts";
import type { GuardScope, VaultInfo } from "../deployment.ts";
import type { Call } from "../transaction.ts";
import type { World } from "../world.ts";
import { guardCall } from "./guardCall.ts";
import { outflowHolder } from "./outflowHolder.ts";
import { priceCalls } from "./priceCalls.ts";
import { worthOf } from "./worthOf.ts";

/** What the breaker lets a guardian do at most: pause for a week, and then rest as long. [seconds] */
const WATCH = 7 * 86_400;

/** Tells the breaker of its venues, of who reports for them and who guards it, and sets all that it is to limit. */
export function breakerCalls(world: World, treatments: Treatments, breaker: string): Call[] {
  const { scenario, deployment } = world;
  const { guards } = deployment;
  if (guards === undefined) return [];
  const { venues, relay, deficitWatch, shortfallWatch, scopes } = guards;
  return [
    ...Object.values(venues).map((venue) => call("setVenue", [venue, true])),
    ...Object.values(venues).flatMap((venue) => (relay === undefined ? [] : [reporter(venue, relay)])),
    ...(deficitWatch === undefined ? [] : [reporter(venues.lending, deficitWatch)]),
    ...(shortfallWatch === undefined ? [] : [reporter(venues.perps, shortfallWatch)]),
    ...deployment.vaults.flatMap(known),
    call("setGuardian", [guards.guardian, [WATCH, WATCH]]),
    ...priceCalls(world, treatments, breaker),
    ...scopes.flatMap(limit),
  ];

  function limit(scope: GuardScope): Call[] {
    const { throttle, borrowVelocity, lossStop, outflow } = treatments;
    const { asset, isMarket, at } = scope;
    if (scope.control === "throttle" && throttle !== undefined) {
      const quota = [throttle.limitUsd, throttle.periodSeconds, throttle.tickSeconds];
      return [call("setLiquidationQuota", [at, quota])];
    }
    if (scope.control === "borrowVelocity" && borrowVelocity !== undefined) {
      const most = worthOf(scenario, asset ?? "", isMarket, borrowVelocity.limitUsd);
      return [call("setBorrowQuota", [at, [most, borrowVelocity.periodSeconds, borrowVelocity.tickSeconds]])];
    }
    if (scope.control === "lossStop" && lossStop !== undefined)
      return [call("setLossStop", [at, [true, lossStop.toleranceUsd, lossStop.resumesAfterSeconds]])];
    if (scope.control === "outflow" && outflow !== undefined) {
      const beginAt = worthOf(scenario, asset ?? "", false, outflow.beginAtUsd);
      const holder = outflowHolder(deployment, scope.venue ?? "", asset ?? "");
      const config = [holder, outflow.minRetained, beginAt, outflow.periodSeconds, outflow.tickSeconds, 0];
      return [call("setOutflow", [at, config, 0])];
    }
    return [];
  }

  /** A vault takes out at a venue only to lower itself, or for who leaves it. */
  function known({ address, kind }: VaultInfo): Call[] {
    const used = kind === "basis" ? [venues.lending, venues.perps] : [venues.lending];
    return used.map((venue) => call("setVault", [venue, address, true]));
  }

  function reporter(venue: string | undefined, from: string): Call {
    return call("setReporter", [venue, from, true]);
  }

  function call(name: string, args: readonly unknown[]): Call {
    return guardCall(deployment, ["breaker", breaker], name, args);
  }
}
