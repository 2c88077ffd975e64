import { parseScenarioDocument } from "../scenario/document.ts";
import type { Scenario } from "../scenario/schema.ts";
import { validateScenario } from "../scenario/validate.ts";
import { ChainReader } from "../venues/chainReader.ts";
import { createVenues, type Venues } from "../venues/venues.ts";
import { attachChain } from "../world/chain.ts";
import type { VaultInfo } from "../world/deployment.ts";
import { guardGas } from "../world/guardGas.ts";
import { planPopulation } from "../world/population.ts";
import { planProviders, planTraders } from "../world/traderPlans.ts";
import { Transactor } from "../world/transactor.ts";
import { planDepositors, planStackers } from "../world/vaultPlans.ts";
import type { Holder, World } from "../world/world.ts";
import { depositors, lendingAccounts, liquidityProviders, perpAccounts, poolLiquidity } from "./chainLogs.ts";
import { type FindOptions, findNode } from "./findNode.ts";
import { NODE_FILE } from "./nodeFile.ts";

/** A running node's world and venues, as another process drives them. */
export interface Session {
  rpc: string;
  world: World;
  venues: Venues;
  reader: ChainReader;
  /** Brings prices, pools, wallets and every position up to the head of the chain. */
  refresh(): Promise<void>;
}

/** Finds the running node and rebuilds its world from what the node's file and the chain's own logs say. */
export async function openSession(options: FindOptions): Promise<Session> {
  const record = await findNode(options);
  const { deployment, seed } = record;
  const scenario = validateScenario(parseScenarioDocument(record.scenario, NODE_FILE));
  const chain = await attachChain(record.rpc);

  const { lab, user } = deployment.roles;
  const lending = await lendingAccounts(chain, deployment.lendingPool);
  const traded = deployment.perps === undefined ? [] : await perpAccounts(chain, deployment.perps);
  const provided = deployment.perps === undefined ? [] : await liquidityProviders(chain, deployment.perps);
  const invested = (await Promise.all(deployment.vaults.map((vault) => depositors(chain, vault)))).flat();
  const planned = plannedHolders(scenario, seed);
  const named = new Map([[user, "user"], [lab, "lab"], ...deployment.vaults.map(vaultName)]);
  const groupOf = (address: string) => planned.get(address)?.group ?? named.get(address) ?? "others";
  const outside = lending.filter((address) => !deployment.vaults.some((vault) => vault.address === address));
  const known = [...traded, ...provided, ...invested].filter((address) => planned.has(address));
  const holders = [...new Set([user, ...outside, ...known])].map(
    (address): Holder => planned.get(address) ?? { address, group: groupOf(address), kind: "account" },
  );
  const world: World = {
    loaded: { file: NODE_FILE, overlays: [], scenario, candles: new Map(), replay: [] },
    scenario,
    seed,
    chain,
    transactor: new Transactor(chain, guardGas(deployment)),
    deployment,
    holders,
    agentAccounts: new Map(Object.entries(record.agents)),
    poolStates: await Promise.all(deployment.ammPools.map((pool) => poolLiquidity(chain, pool))),
    curtailed: [],
    setup: [],
    time: 0,
  };
  const venues = createVenues(world);
  for (const address of [user, ...traded]) venues.perps?.known(address, groupOf(address));
  const reader = new ChainReader(world, venues, [user, ...[...world.agentAccounts.values()].flat()]);
  const session: Session = {
    rpc: record.rpc,
    world,
    venues,
    reader,
    async refresh() {
      await reader.read(venues.lending.positions);
      world.time = venues.lending.time;
    },
  };
  await session.refresh();
  return session;
}

/** A vault's accounts are known by its share. */
function vaultName({ address, symbol }: VaultInfo): [string, string] {
  return [address, symbol];
}

/** Everyone whom the scenario's seed drew, by address. */
function plannedHolders(scenario: Scenario, seed: number): Map<string, Holder> {
  const { perps } = scenario;
  const plans = [
    ...planPopulation(scenario, seed),
    ...planDepositors(scenario, seed),
    ...planStackers(scenario, seed),
    ...(perps === undefined ? [] : [...planTraders(scenario, perps, seed), ...planProviders(perps, seed)]),
  ];
  return new Map(plans.map(({ holder }) => [holder.address, holder]));
}
