import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Runnable } from "../../lab/runWorld.ts";
import type { Scenario } from "../../scenario/schema.ts";
import { plainYaml } from "../../scenario/yamlFile.ts";
import type { ForkOrigin } from "../../world/forkOrigin.ts";
import { addressesFor } from "../addresses/addressesFor.ts";
import type { Fork } from "../chain/fork.ts";
import { type DepthOverlay, readDepth } from "../market/depth/readDepth.ts";
import type { LendingFacts } from "../market/lendingFacts.ts";
import type { Positions } from "../screen/positions.ts";
import { buildForkWorld } from "./buildForkWorld.ts";
import type { ForkFile } from "./forkFile.ts";
import type { ForkPlan } from "./forkPlan.ts";
import { forkScenario } from "./forkScenario.ts";
import { forkWords } from "./forkWords.ts";
import { movedAssets } from "./movedAssets.ts";
import { namedAssets } from "./namedAssets.ts";
import { owedAssets } from "./owedAssets.ts";
import { plannedPairs } from "./plannedPairs.ts";
import { readMarket } from "./readMarket.ts";
import { takeFound } from "./takeFound.ts";

/** Seconds between the forked block and the run, in which the lab sets itself up, a block a second. */
const FORK_SETUP_SECONDS = 600;
/** Between two blocks of a run, unless the file says otherwise. */
const BLOCK_SECONDS = 12;

/** What a plan's files hold. */
export interface PlanFiles {
  file: ForkFile | undefined;
  positions: Positions | undefined;
}

/** A forked run that can begin. */
export interface PreparedFork {
  runnable: Runnable;
  fork: Fork;
  /** What of the scenario's file has no place on a fork. */
  leftOut: readonly string[];
  /** What of the lending pool agents do not know, in sentences. */
  notes: readonly string[];
  close(): Promise<void>;
}

/** Writes the scenario of a run on a fork that is open: what the plan names is read and checked, nothing is sent. */
export async function prepareOn(fork: Fork, plan: ForkPlan, files: PlanFiles): Promise<PreparedFork> {
  const { file, positions } = files;
  const addresses = addressesFor({ ...plan, chainId: fork.chainId, file: plan.addresses });
  const found =
    positions && takeFound(positions, plan.positions as string, fork, addresses.lendingPool, plan.maxAccounts);
  const own = file === undefined ? {} : plainYaml(file.yaml, "SCENARIO_SYNTAX");
  const { facts, pools, ways, followers, ungiven, shown } = await readMarket(fork, addresses, {
    fork: file?.fork ?? {},
    named: [...new Set([...plan.shocks.map(({ asset }) => asset), ...namedAssets(own)])],
    place: plan.scenario ?? "--shock",
    assets: found?.assets ?? [],
    eModes: found?.eModes ?? [],
    connections: found?.connections ?? [],
    moving: movedAssets(own, plan.shocks),
    pairs: plannedPairs(own),
  });
  const depth = depthOf(plan, file, facts);
  const loaded = forkScenario({
    ...forkWords(addresses, fork, plan.shocks),
    startTime: fork.block.timestamp + FORK_SETUP_SECONDS + blockSecondsOf(own),
    facts,
    pools,
    followers,
    ether: facts.reserves.find(({ asset }) => asset === addresses.wrappedEther)?.symbol,
    depthUsdPerLog: depth?.depthUsdPerLog ?? {},
    shocks: plan.shocks,
    over: file,
    owed: owedAssets(facts, found?.debts, plannedPairs(own)),
  });
  const seed = plan.seed ?? loaded.scenario.seed;
  const origin = {
    accounts: { taken: found?.accounts.length ?? 0, leftOut: found?.leftOut ?? 0 },
    depth: depthLaid(loaded.scenario, depth?.file ?? plan.scenario),
    ...shown,
  };
  const parts = { fork, addresses, facts, pools, ways, followers, ungiven, found: found?.debts ?? new Map(), origin };
  const close = once(fork.close);
  return {
    runnable: {
      loaded,
      seed,
      identity: [fork.chainId, fork.block.hash, facts.pool, digestOf(plan.positions), plan.maxAccounts ?? "all"].join(
        " ",
      ),
      build: (progress) => buildForkWorld(parts, loaded, seed, progress),
      unknown: () => fork.misses(),
      close,
    },
    fork,
    leftOut: file?.leftOut ?? [],
    notes: facts.notes,
    close,
  };
}

/** As the file has it; what is wrong with it is told where the scenario is validated. */
function blockSecondsOf(scenario: unknown): number {
  const { chain } = (scenario ?? {}) as { chain?: { blockSeconds?: unknown } | null };
  return Number.isInteger(chain?.blockSeconds) ? (chain?.blockSeconds as number) : BLOCK_SECONDS;
}

/** The overlay of the command line, else the one that the scenario's file names, which lies beside it. */
function depthOf({ depth }: ForkPlan, file: ForkFile | undefined, { reserves }: LendingFacts): DepthOverlay | null {
  const beside = file?.fork.depth === undefined ? undefined : join(dirname(file.file), file.fork.depth);
  const path = depth ?? beside;
  const symbols = reserves.map(({ symbol }) => symbol);
  return path === undefined ? null : readDepth(path, symbols);
}

/** The depth that is in force, whichever file states it. */
function depthLaid({ market }: Scenario, file: string | undefined): ForkOrigin["depth"] {
  const { coupling, depthUsdPerLog } = market;
  if (coupling === "off" || file === undefined || Object.keys(depthUsdPerLog).length === 0) return null;
  return { file: basename(file), depthUsdPerLog };
}

function digestOf(file: string | undefined): string {
  return file === undefined ? "" : createHash("sha256").update(readFileSync(file)).digest("hex");
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
