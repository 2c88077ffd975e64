import { checkAgents } from "./checks/agents.ts";
import { checkAssets } from "./checks/assets.ts";
import { checkChanges } from "./checks/changes.ts";
import { checkLending } from "./checks/lending.ts";
import type { PlaceOf } from "./checks/listed.ts";
import { checkMarket } from "./checks/market.ts";
import { checkOwnChain } from "./checks/ownChain.ts";
import { checkPerps } from "./checks/perps.ts";
import { checkPools } from "./checks/pools.ts";
import { checkPopulation } from "./checks/population.ts";
import { checkShares } from "./checks/shares.ts";
import { checkTraders } from "./checks/traders.ts";
import { checkTreatments } from "./checks/treatments.ts";
import { checkVaultHolders } from "./checks/vaultHolders.ts";
import { checkVaults } from "./checks/vaults.ts";
import type { Scenario } from "./schema.ts";

/** What a scenario is run on: a chain that the lab deploys, or a real one's state, which has terms of its own. */
export type RunPlace = "own chain" | "fork";

/** Rules between keys, which a schema of single keys cannot state. Throws on the first that fails. */
export function crossCheck(scenario: Scenario, placeOf: PlaceOf, place: RunPlace = "own chain"): void {
  checkShares(scenario, placeOf);
  checkAssets(scenario, placeOf);
  if (place === "own chain") checkOwnChain(scenario, placeOf);
  checkLending(scenario, placeOf);
  checkPools(scenario, placeOf);
  checkMarket(scenario, placeOf);
  checkPopulation(scenario, placeOf);
  checkPerps(scenario, placeOf);
  checkTraders(scenario, placeOf);
  checkVaults(scenario, placeOf);
  checkVaultHolders(scenario, placeOf);
  checkChanges(scenario, placeOf);
  checkAgents(scenario, placeOf);
  checkTreatments(scenario, placeOf);
}
