import type { World } from "../world/world.ts";
import { adlKeeper } from "./adlKeeper.ts";
import type { Agent } from "./agent.ts";
import { arbitrageur } from "./arbitrageur.ts";
import { defenders } from "./defenders.ts";
import { flashLiquidator } from "./flashLiquidator.ts";
import { guardKeeper } from "./guardKeeper.ts";
import { hedger } from "./hedger.ts";
import { inventoryLiquidator } from "./inventoryLiquidator.ts";
import { lenderRunners } from "./lenderRunners.ts";
import { panicSeller } from "./panicSeller.ts";
import { perpKeeper } from "./perpKeeper.ts";
import { replay } from "./replay.ts";
import { runners } from "./runners.ts";
import { skewArbitrageur } from "./skewArbitrageur.ts";
import { stopTraders } from "./stopTraders.ts";
import { vaultKeeper } from "./vaultKeeper.ts";

/** The keeper of the controls, the replay, the holders who defend themselves or stop, and the scenario's agents in the order in which it names them. */
export function createAgents(world: World): Agent[] {
  const named = Object.entries(world.scenario.agents).map(([name, config]): Agent => {
    const accounts = world.agentAccounts.get(name) ?? [];
    const [first = ""] = accounts;
    switch (config.kind) {
      case "liquidator":
        return (config.funding === "flash" ? flashLiquidator : inventoryLiquidator)(name, config, accounts, world);
      case "arbitrageur":
        return arbitrageur(name, config, first, world);
      case "panicSeller":
        return panicSeller(name, config, first, world);
      case "skewArbitrageur":
        return skewArbitrageur(name, config, first, world);
      case "vaultKeeper":
        return vaultKeeper(name, config, first, world);
      case "hedger":
        return hedger(name, config, first, world);
      case "perpKeeper":
        return perpKeeper(name, config, accounts, world);
      case "adlKeeper":
        return adlKeeper(name, config, accounts, world);
    }
  });
  const guarding = world.deployment.guards !== undefined ? [guardKeeper(world)] : [];
  const recorded = world.loaded.replay.length > 0 ? [replay(world)] : [];
  const defending = world.holders.some((holder) => holder.defence !== undefined) ? [defenders(world)] : [];
  const stopping = world.holders.some((holder) => holder.stopLoss !== undefined) ? [stopTraders(world)] : [];
  const leaving = world.holders.some((holder) => holder.lenderRun !== undefined) ? [lenderRunners(world)] : [];
  const running = world.holders.some((holder) => holder.run !== undefined) ? [runners(world)] : [];
  return [...guarding, ...recorded, ...defending, ...stopping, ...leaving, ...running, ...named];
}
