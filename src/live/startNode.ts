import { resolvedYaml } from "../lab/resolvedScenario.ts";
import type { LoadedScenario } from "../scenario/load.ts";
import type { Scenario } from "../scenario/schema.ts";
import { WAD } from "../units.ts";
import { buildWorld } from "../world/build.ts";
import { Openings } from "../world/openings.ts";
import { startPrices } from "../world/poolPositions.ts";
import type { Progress } from "../world/progress.ts";
import type { World } from "../world/world.ts";
import { type NodeRecord, removeNodeFile, writeNodeFile } from "./nodeFile.ts";
import { HOST, serveRpc } from "./serveRpc.ts";

export interface NodeOptions {
  port: number;
  /** Whether the scenario's borrowers and loopers open their positions too; lenders always do. */
  population: boolean;
  progress: Progress;
}

export interface LiveNode {
  record: NodeRecord;
  world: World;
  /** Stops listening and takes the address file away. */
  close(): Promise<void>;
}

/** What the user's account holds of each asset at the start, USD [wad]. */
const USER_USD = 1_000_000n * WAD;

/** Builds a scenario's world, then serves it to other processes on this machine and writes where it is. */
export async function startNode(loaded: LoadedScenario, options: NodeOptions): Promise<LiveNode> {
  await (await serveRpc({ request: async () => null }, options.port)).close();
  const scenario = options.population ? loaded.scenario : { ...loaded.scenario, population: {} };
  const world = await buildWorld({ ...loaded, scenario }, scenario.seed, options.progress);
  await fundUser(world);

  // Through the provider itself: the chain's own switch also gives every transaction a set-up timestamp.
  const { provider } = world.chain.connection;
  await provider.request({ method: "evm_setAutomine", params: [true] });
  const server = await serveRpc(provider as Parameters<typeof serveRpc>[0], options.port);
  const { instanceId } = await world.chain.request<{ instanceId: string }>("hardhat_metadata");
  const record: NodeRecord = {
    rpc: `http://${HOST}:${server.port}`,
    instance: instanceId,
    chainId: Number(await world.chain.request<string>("eth_chainId")),
    seed: scenario.seed,
    agents: Object.fromEntries(world.agentAccounts),
    deployment: world.deployment,
    scenario: resolvedYaml(world.scenario),
  };
  try {
    writeNodeFile(record);
  } catch (error) {
    await server.close();
    throw error;
  }
  return {
    record,
    world,
    async close() {
      removeNodeFile(record);
      await server.close();
      await world.chain.close();
    },
  };
}

/** Whole units [wad] that the user's account holds at the start; shares it gets by depositing, like everyone. */
export function userHoldings({ assets }: Scenario): Map<string, bigint> {
  const plain = [...startPrices(assets)].filter(([symbol]) => assets[symbol]?.vault === undefined);
  return new Map(plain.map(([symbol, price]) => [symbol, (USER_USD * WAD) / price]));
}

async function fundUser(world: World): Promise<void> {
  const { scenario, deployment, transactor } = world;
  const openings = new Openings(scenario, deployment);
  const gifts = [...userHoldings(scenario)].map(([symbol, whole]) =>
    openings.mint(symbol, deployment.roles.user, openings.units(symbol, whole)),
  );
  await transactor.settle(gifts, async () => ++world.time);
}
