import { Openings } from "./openings.ts";
import { seededAddress } from "./population.ts";
import type { SetupClock } from "./setupClock.ts";
import type { Call } from "./transaction.ts";
import type { World } from "./world.ts";

/** The name under which the accounts of recorded participants stand among the agents. */
export const RECORDED = "recorded";

/**
 * Who acts in a replay, by its number: the replayed account and then the recorded participants. Empty without a
 * replay.
 */
export function replayActors(world: World): string[] {
  const group = world.scenario.replay?.account;
  const account = world.holders.find((holder) => holder.group === group)?.address;
  return account === undefined ? [] : [account, ...(world.agentAccounts.get(RECORDED) ?? [])];
}

/** Gives the recorded participants the tokens that they supplied or repaid with; where they had them from is not replayed. */
export async function fundReplay(world: World, clock: SetupClock): Promise<void> {
  const { loaded, scenario, deployment, transactor, seed } = world;
  const { replay } = loaded;
  if (replay.length === 0) return;
  const openings = new Openings(scenario, deployment);
  const participants = Math.max(...replay.map(({ actor }) => actor));
  const accounts = Array.from({ length: participants }, (_, i) => seededAddress(seed, `${RECORDED} ${i + 1}`));
  world.agentAccounts = new Map([...world.agentAccounts, [RECORDED, accounts]]);
  await transactor.adopt(accounts);

  const actors = replayActors(world);
  const calls: Call[] = [];
  for (const [number, actor] of actors.entries()) {
    const needs = new Map<string, bigint>();
    for (const { action, asset, amount, actor: who } of replay) {
      if (who !== number || (action !== "supply" && action !== "liquidate")) continue;
      needs.set(asset, (needs.get(asset) ?? 0n) + amount);
    }
    for (const [asset, amount] of needs)
      calls.push(openings.mint(asset, actor, amount), openings.approve(asset, actor, deployment.lendingPool));
  }
  world.setup.push(...(await clock.settle(transactor, calls)));
}
