import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { badInput } from "../../errors.ts";
import type { Runnable } from "../../lab/runWorld.ts";
import { plainYaml } from "../../scenario/yamlFile.ts";
import { SETUP_GAS } from "../../world/setupClock.ts";
import { addressesFor } from "../addresses/addressesFor.ts";
import type { Fork } from "../chain/fork.ts";
import type { ForkOptions } from "../chain/forkOptions.ts";
import { openFork } from "../chain/openFork.ts";
import { readPositions } from "../screen/positionsFile.ts";
import { buildForkWorld } from "./buildForkWorld.ts";
import { type ForkFile, readForkFile } from "./forkFile.ts";
import type { ForkPlan } from "./forkPlan.ts";
import { forkScenario } from "./forkScenario.ts";
import { forkWords } from "./forkWords.ts";
import { namedAssets } from "./namedAssets.ts";
import { readMarket } from "./readMarket.ts";
import { takeFound } from "./takeFound.ts";

/** Seconds between the forked block and the run, in which the lab sets itself up, a block a second. */
const FORK_SETUP_SECONDS = 600;

/** A forked run that can begin. */
export interface PreparedFork {
  runnable: Runnable;
  fork: Fork;
  /** What of the scenario's file has no place on a fork. */
  leftOut: readonly string[];
  close(): Promise<void>;
}

/**
 * Opens a fork and writes its scenario: what a plan names is read and checked, nothing is sent. Whoever calls closes it,
 * or runs it, which does.
 */
export async function prepareFork(plan: ForkPlan, chain: Partial<ForkOptions> = {}): Promise<PreparedFork> {
  const file = plan.scenario === undefined ? undefined : readForkFile(plan.scenario);
  const positions = plan.positions === undefined ? undefined : readPositions(plan.positions);
  requireSomebody(plan, file);

  const chainId = plan.source.chainId ?? positions?.chainId;
  const fork = await openFork({ ...plan.source, chainId }, { blockGasLimit: SETUP_GAS, order: "priority", ...chain });
  try {
    const addresses = addressesFor({ ...plan, chainId: fork.chainId, file: plan.addresses });
    const found =
      positions && takeFound(positions, plan.positions as string, fork, addresses.lendingPool, plan.maxAccounts);
    const own = file === undefined ? {} : plainYaml(file.yaml, "SCENARIO_SYNTAX");
    const { facts, pools } = await readMarket(fork, addresses, {
      fork: file?.fork ?? {},
      named: [...new Set([...plan.shocks.map(({ asset }) => asset), ...namedAssets(own)])],
      place: plan.scenario ?? "--shock",
      assets: found?.assets ?? [],
      eModes: found?.eModes ?? [],
    });
    const loaded = forkScenario({
      ...forkWords(addresses, fork, plan.shocks),
      startTime: fork.block.timestamp + FORK_SETUP_SECONDS,
      facts,
      pools,
      depthUsdPerLog: {},
      shocks: plan.shocks,
      over: file,
    });
    const seed = plan.seed ?? loaded.scenario.seed;
    const origin = {
      accounts: { taken: found?.accounts.length ?? 0, leftOut: found?.leftOut ?? 0 },
      depth: null,
    };
    const parts = { fork, addresses, facts, pools, found: found?.accounts ?? [], origin };
    const close = once(fork.close);
    return {
      runnable: {
        loaded,
        seed,
        identity: [fork.chainId, fork.block.number, fork.block.hash, digestOf(plan.positions)].join(" "),
        build: (progress) => buildForkWorld(parts, loaded, seed, progress),
        unknown: () => fork.misses(),
        close,
      },
      fork,
      leftOut: file?.leftOut ?? [],
      close,
    };
  } catch (error) {
    await fork.close();
    throw error;
  }
}

function requireSomebody({ positions }: ForkPlan, file: ForkFile | undefined): void {
  if (positions !== undefined || file?.body.has("population")) return;
  throw badInput("FORK_NOBODY", "Nobody takes part: neither real accounts nor a population are given.", {
    place: "--positions",
    hint: "Find accounts with `faultline fork discover`, or give a scenario with a population by --scenario.",
  });
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
