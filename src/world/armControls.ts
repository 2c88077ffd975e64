import { registryTerms } from "../../deploy/modules/guards/registryTerms.ts";
import { capCalls } from "./controls/capCalls.ts";
import { guardCall } from "./controls/guardCall.ts";
import { hookCalls } from "./controls/hookCalls.ts";
import { registryPokes } from "./controls/registryPokes.ts";
import type { SetupClock } from "./setupClock.ts";
import type { Call } from "./transaction.ts";
import type { World } from "./world.ts";

/** Before the run, in seconds: enough for a block each, and so few that nothing of what is looked at is old by then. */
const ARMING = 20;

/** Puts in force what binds from the run's first block, and lets every control look at the world as it begins. */
export async function armControls(world: World, clock: SetupClock): Promise<void> {
  const { scenario, deployment, transactor } = world;
  const { guards } = deployment;
  const { treatments } = scenario;
  if (guards === undefined || treatments === undefined) return;
  const { cap } = treatments;
  const { registry } = guards;
  const calls: Call[] = [];
  if (cap !== undefined && registry !== undefined) {
    calls.push(guardCall(deployment, registry, "setTerms", [registryTerms(cap, cap.maxAgeSeconds)]));
    if (cap.binds === "run") calls.push(...capCalls(deployment, registry, cap));
  }
  const bound = cap?.binds === "opening" ? registry : undefined;
  if (guards.hook !== undefined && guards.hook !== bound) calls.push(...hookCalls(deployment, guards, guards.hook));
  calls.push(...registryPokes(deployment));
  clock.skipToEnd(ARMING);
  world.setup.push(...(await clock.settle(transactor, calls)));
}
