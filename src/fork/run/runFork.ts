import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { badInput } from "../../errors.ts";
import { type RunOptions, type RunOutcome, runWorld } from "../../lab/runWorld.ts";
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
import { namedAssets } from "./namedAssets.ts";
import { readMarket } from "./readMarket.ts";
import { takeFound } from "./takeFound.ts";

/** Seconds between the forked block and the run, in which the lab sets itself up, a block a second. */
const FORK_SETUP_SECONDS = 600;

export interface ForkRunOptions extends RunOptions {
  /** How the chain is run and its node asked. */
  chain?: Partial<ForkOptions>;
  /** Told what of the scenario's file has no place on a fork. */
  onLeftOut?(names: readonly string[]): void;
  /** Sees the fork before it is closed. */
  onDone?(fork: Fork): Promise<void>;
}

/** Opens a fork, writes its scenario, builds its world and runs it, into a folder as any other run's. */
export async function runFork(plan: ForkPlan, options: ForkRunOptions): Promise<RunOutcome> {
  const file = plan.scenario === undefined ? undefined : readForkFile(plan.scenario);
  const positions = plan.positions === undefined ? undefined : readPositions(plan.positions);
  requireSomebody(plan, file);
  if (file !== undefined && file.leftOut.length > 0) options.onLeftOut?.(file.leftOut);

  const chainId = plan.source.chainId ?? positions?.chainId;
  const fork = await openFork(
    { ...plan.source, chainId },
    { blockGasLimit: SETUP_GAS, order: "priority", ...options.chain },
  );
  let isOpen = true;
  const close = async () => {
    if (isOpen) await fork.close();
    isOpen = false;
  };
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
      name: `fork-${addresses.protocol}-${fork.block.number}`,
      question: `What happens to ${addresses.protocol} on ${addresses.chain} at block ${fork.block.number}?`,
      about: "",
      startTime: fork.block.timestamp + FORK_SETUP_SECONDS,
      facts,
      pools,
      depthUsdPerLog: {},
      shocks: plan.shocks,
      over: file,
    });
    const seed = plan.seed ?? loaded.scenario.seed;
    const parts = {
      fork,
      addresses,
      facts,
      pools,
      found: found?.accounts ?? [],
      origin: { accounts: { taken: found?.accounts.length ?? 0, leftOut: found?.leftOut ?? 0 }, depth: null },
    };
    return await runWorld(
      {
        loaded,
        seed,
        identity: [fork.chainId, fork.block.number, fork.block.hash, digestOf(plan.positions)].join(" "),
        build: (progress) => buildForkWorld(parts, loaded, seed, progress),
        unknown: () => fork.misses(),
        close: async () => {
          await options.onDone?.(fork);
          await close();
        },
      },
      options,
    );
  } finally {
    await close();
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
