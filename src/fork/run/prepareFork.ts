import { badInput } from "../../errors.ts";
import { SETUP_GAS } from "../../world/setupClock.ts";
import type { ForkOptions } from "../chain/forkOptions.ts";
import { openFork } from "../chain/openFork.ts";
import { readPositions } from "../screen/positionsFile.ts";
import { type ForkFile, readForkFile } from "./forkFile.ts";
import type { ForkPlan } from "./forkPlan.ts";
import { type PreparedFork, prepareOn } from "./prepareOn.ts";

/**
 * Opens a fork and writes its scenario: what a plan names is read and checked, nothing is sent. Whoever calls closes it,
 * or runs it, which does.
 */
export async function prepareFork(plan: ForkPlan, chain: Partial<ForkOptions> = {}): Promise<PreparedFork> {
  const file = plan.scenario === undefined ? undefined : readForkFile(plan.scenario);
  const positions = plan.positions === undefined ? undefined : readPositions(plan.positions);
  requireSomebody(plan, file);

  // A node must be of the chain that accounts were found on; a state says itself which it is of, or is told.
  const chainId = plan.source.chainId ?? (plan.source.kind === "rpc" ? positions?.chainId : undefined);
  const fork = await openFork({ ...plan.source, chainId }, { blockGasLimit: SETUP_GAS, order: "priority", ...chain });
  try {
    return await prepareOn(fork, plan, { file, positions });
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
