import { GUARD_KEEPER } from "../world/agentFunds.ts";
import { guardPokes } from "../world/controls/guardPokes.ts";
import type { World } from "../world/world.ts";
import type { Agent } from "./agent.ts";
import { TIPS } from "./tips.ts";

/**
 * Makes the controls look every few blocks, before anyone trades on what was printed: what a refused call saw is undone
 * with it, so that only a poke makes a trip stand. One transaction a look, so that one that fails takes no other with
 * it. It keeps no run going.
 */
export function guardKeeper(world: World): Agent {
  const { deployment, scenario } = world;
  const { treatments } = scenario;
  const { guards } = deployment;
  const [from = ""] = world.agentAccounts.get(GUARD_KEEPER) ?? [];
  const pokes = guards === undefined || treatments === undefined ? [] : guardPokes(deployment, guards, treatments);
  const every = treatments?.pokeBlocks ?? 1;

  return {
    name: GUARD_KEEPER,
    kind: "guardKeeper",
    isUpkeep: true,
    act(view) {
      if (view.block % every !== 0) return [];
      return pokes
        .filter(({ subject }) => !view.isWaiting(subject))
        .map((poke) => ({ ...poke, from, tip: TIPS.guardKeeper, action: "poke" }));
    },
  };
}
