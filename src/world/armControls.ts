import { registryTerms } from "../../deploy/modules/guards/registryTerms.ts";
import { breakerCalls } from "./controls/breakerCalls.ts";
import { capCalls } from "./controls/capCalls.ts";
import { guardCall } from "./controls/guardCall.ts";
import { guardPokes } from "./controls/guardPokes.ts";
import { hookCalls } from "./controls/hookCalls.ts";
import { liquidationCalls } from "./controls/liquidationCalls.ts";
import { marginCalls } from "./controls/marginCalls.ts";
import type { SetupClock } from "./setupClock.ts";
import type { World } from "./world.ts";

/** Before the run, in seconds: enough for a block each, and so few that nothing of what is looked at is old by then. */
const ARMING = 20;

/**
 * Puts in force what binds from the run's first block, and lets every control look at the world as it begins. Venues
 * ask a control once it is set, so that none of them meets one that does not know it.
 */
export async function armControls(world: World, clock: SetupClock): Promise<void> {
  const { scenario, deployment, transactor } = world;
  const { guards } = deployment;
  const { treatments } = scenario;
  if (guards === undefined || treatments === undefined) return;
  const { cap } = treatments;
  const { registry, relay, breaker, margin, hook } = guards;
  const calls = liquidationCalls(deployment, treatments);
  if (cap !== undefined && registry !== undefined) {
    const at = ["registry", registry] as const;
    calls.push(guardCall(deployment, at, "setTerms", [registryTerms(cap.maxAgeSeconds)]));
    if (relay !== undefined) calls.push(guardCall(deployment, at, "setRelay", [relay]));
    if (cap.binds === "run") calls.push(...capCalls(deployment, registry, cap));
  }
  if (breaker !== undefined) calls.push(...breakerCalls(world, treatments, breaker));
  if (margin !== undefined) calls.push(...marginCalls(world, treatments, margin));
  const asked = cap?.binds === "opening" ? registry : undefined;
  if (hook !== undefined && hook !== asked) calls.push(...hookCalls(deployment, guards, hook));
  const { lab } = deployment.roles;
  calls.push(...guardPokes(deployment, guards, treatments).map((poke) => ({ ...poke, from: lab })));
  clock.skipToEnd(ARMING);
  world.setup.push(...(await clock.settle(transactor, calls)));
}
