import type { SetupClock } from "../setupClock.ts";
import type { World } from "../world.ts";
import { capCalls } from "./capCalls.ts";
import { hookCalls } from "./hookCalls.ts";
import { registryPokes } from "./registryPokes.ts";

/** Puts in force what binds while the population opens: the registry, if it is asked for then. */
export async function openControls(world: World, clock: SetupClock): Promise<void> {
  const { scenario, deployment, transactor } = world;
  const cap = scenario.treatments?.cap;
  const { guards } = deployment;
  if (cap?.binds !== "opening" || guards?.registry === undefined) return;
  const { registry } = guards;
  const looks = registryPokes(registry, deployment.vaults).map((poke) => ({ ...poke, from: deployment.roles.lab }));
  const calls = [...capCalls(deployment, registry, cap), ...hookCalls(deployment, guards, registry), ...looks];
  world.setup.push(...(await clock.settle(transactor, calls)));
}
