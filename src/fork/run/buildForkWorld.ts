import type { LoadedScenario } from "../../scenario/load.ts";
import { startSeconds } from "../../scenario/timeline.ts";
import { rescale, WAD } from "../../units.ts";
import { fundAgents } from "../../world/agentFunds.ts";
import type { Deployment, Ways } from "../../world/deployment.ts";
import { FOUND, type ForkOrigin } from "../../world/forkOrigin.ts";
import { openPositions } from "../../world/openPositions.ts";
import { startPrices } from "../../world/poolPositions.ts";
import { seededAddress } from "../../world/population.ts";
import type { Progress } from "../../world/progress.ts";
import { settleStart } from "../../world/settleStart.ts";
import { SETUP_GAS, SetupClock } from "../../world/setupClock.ts";
import { FUNDED } from "../../world/stock.ts";
import { Transactor } from "../../world/transactor.ts";
import type { Holder, World } from "../../world/world.ts";
import type { VenueAddresses } from "../addresses/venueAddresses.ts";
import type { Fork } from "../chain/fork.ts";
import { fund } from "../fund.ts";
import type { LendingFacts } from "../market/lendingFacts.ts";
import type { PoolFacts } from "../market/poolFacts.ts";
import type { AnyChain } from "../quietly.ts";
import { checkHealth } from "./checkHealth.ts";
import { foreseeAccounts } from "./foreseeAccounts.ts";
import { deployLabContracts } from "./labContracts.ts";
import { newcomers } from "./newcomers.ts";
import { requireNew } from "./requireNew.ts";
import { stateDecimals } from "./stateDecimals.ts";
import { takePrices } from "./takePrices.ts";

/** What a forked world is built of. */
export interface ForkParts {
  fork: Fork;
  addresses: VenueAddresses;
  facts: LendingFacts;
  pools: readonly PoolFacts[];
  ways: Ways;
  followers: ReadonlyMap<string, string>;
  ungiven: readonly string[];
  /** Real accounts that take part, and the tokens that each owes. */
  found: ReadonlyMap<string, readonly string[]>;
  origin: Pick<ForkOrigin, "accounts" | "depth" | "pools" | "unconnected">;
}

/** What a transaction may take beside what it may on the lab's own pools: a real pool has a tick in every step of a price. */
const REAL_POOLS_GAS = 6_000_000;
const ROLES = ["lab", "oracleNode", "liquidityProvider", "treasury", "user", "liquidator"] as const;

/**
 * The scenario's economy on a forked chain: the lab's contracts beside the real ones, prices in the lab's hands, the
 * population opened through the real pool with tokens that a funder gives, and real accounts as they are.
 */
export async function buildForkWorld(
  parts: ForkParts,
  loaded: LoadedScenario,
  seed: number,
  progress: Progress = () => {},
): Promise<World> {
  const { fork, facts, pools, found } = parts;
  const chain: AnyChain = { ...fork.chain, unobserved: fork.unobserved };
  const { scenario } = loaded;
  const roles = Object.fromEntries(
    ROLES.map((role) => [role, seededAddress(seed, `role ${role}`)]),
  ) as Deployment["roles"];
  const funder = seededAddress(seed, "funder");
  const own = [...newcomers(scenario, seed), ...Object.values(roles), funder];
  fork.introduce(own);
  await requireNew(chain, own);
  const transactor = new Transactor(chain, REAL_POOLS_GAS);

  await foreseeAccounts(chain, facts, found);
  progress("deploying", 0, 1);
  await transactor.adopt([...Object.values(roles), funder]);
  const contracts = await deployLabContracts(chain, { lab: roles.lab, lendingPool: facts.pool, pools });
  progress("taking prices over", 0, facts.reserves.length);
  const start = startPrices(scenario.assets);
  const priced = facts.reserves.map(({ symbol, asset }) => {
    const price = rescale(start.get(symbol) ?? WAD, 18, facts.baseCurrencyDecimals);
    return { symbol, asset, price, follows: parts.followers.get(symbol) };
  });
  const prices = await takePrices(chain, facts.pool, roles.oracleNode, priced);
  for (const { symbol, asset, decimals } of facts.reserves) {
    await stateDecimals(chain, asset, decimals);
    if (!parts.ungiven.includes(symbol)) await fund(chain, asset, funder, FUNDED);
  }
  await chain.request("evm_setAutomine", [false]);

  // Setting up by its own transactions has moved the nonces.
  await transactor.adopt(Object.values(roles));
  const clock = await SetupClock.start(chain, startSeconds(scenario) - scenario.chain.blockSeconds);
  const world: World = {
    loaded,
    scenario,
    seed,
    chain,
    transactor,
    deployment: {
      roles,
      ...contracts,
      tokens: Object.fromEntries(facts.reserves.map(({ symbol, asset }) => [symbol, asset])),
      feeds: Object.fromEntries(prices.map(({ symbol, feed }) => [symbol, feed])),
      oracle: facts.oracle,
      lendingPool: facts.pool,
      provider: facts.provider,
      configurator: facts.configurator,
      reserves: facts.reserves.map(({ symbol, id, aToken, debtToken, flashLoans, liquidatable }) => {
        return { symbol, id, aToken, debtToken, flashLoans, liquidatable };
      }),
      minter: roles.liquidityProvider,
      ammPools: pools.map(({ state: _, ...pool }) => pool),
      ways: parts.ways,
      vaults: [],
      funder,
      ungiven: parts.ungiven,
    },
    holders: [...found.keys()].map((address): Holder => ({ address, group: FOUND, kind: "account" })),
    agentAccounts: new Map(),
    poolStates: pools.map(({ state }) => state),
    curtailed: [],
    setup: [],
    time: clock.end,
    fork: {
      chainId: fork.chainId,
      chain: parts.addresses.chain,
      block: fork.block.number,
      blockHash: fork.block.hash,
      timestamp: fork.block.timestamp,
      source: fork.source,
      protocol: parts.addresses.protocol,
      release: facts.release,
      ...parts.origin,
      firstBlock: 0,
      health: { accounts: 0, differing: 0, first: null },
      prices,
    },
  };
  await openPositions(world, clock, progress);
  await fundAgents(world, clock);
  await settleStart(world, clock);
  const { blockGasLimit } = scenario.chain;
  if (blockGasLimit !== SETUP_GAS) await chain.request("evm_setBlockGasLimit", [`0x${blockGasLimit.toString(16)}`]);
  const head = await chain.request<string>("eth_blockNumber");
  const health = await checkHealth(world);
  return { ...world, fork: { ...(world.fork as ForkOrigin), firstBlock: Number(head) + 1, health } };
}
