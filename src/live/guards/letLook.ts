import { createAgents } from "../../agents/createAgents.ts";
import { GuardNames } from "../../trace/guards/guardNames.ts";
import { tripOf } from "../../trace/guards/tripRows.ts";
import { randomStream } from "../../world/random.ts";
import type { Receipt } from "../../world/transaction.ts";
import type { World } from "../../world/world.ts";
import { liveView } from "../liveView.ts";
import { sendLive, wasRefused } from "../sendLive.ts";
import type { Session } from "../session.ts";

/** A control that tripped, was reset, or heard of a loss; `until` in unix seconds, null where it is by hand only. */
export type TripLine = NonNullable<ReturnType<typeof tripOf>> & { transaction: string };

/**
 * Lets the node's keeper of controls make them look at prices, flows, vaults and the system, as it does every few blocks
 * of a run: what a refused transaction saw is undone with it, so that trips stand only where somebody looks. Returns
 * what tripped by it; nothing where there is no control.
 */
export async function letLook(session: Session): Promise<TripLine[]> {
  const { world } = session;
  const keeper = createAgents(world).find(({ kind }) => kind === "guardKeeper");
  if (keeper === undefined) return [];
  const view = await liveView(session, 0, () => false);
  const trips: TripLine[] = [];
  for (const intent of keeper.act(view, randomStream(world.seed, `agent ${keeper.name}`))) {
    try {
      trips.push(...tripsIn(world, await sendLive(world, intent)));
    } catch (error) {
      // A look that fails takes no other with it.
      if (!wasRefused(error)) throw error;
    }
  }
  await session.refresh();
  return trips;
}

/** What a transaction's logs say of controls. */
export function tripsIn({ deployment, scenario, time }: World, { logs, hash }: Receipt): TripLine[] {
  const names = new GuardNames(deployment);
  const controls = Object.values(deployment.guards ?? {});
  const decimalsOf = (asset: string) => scenario.assets[names.asset(asset) ?? ""]?.decimals ?? 18;
  return logs
    .filter(({ address }) => controls.includes(address))
    .map((log) => tripOf(log, names, { time, decimalsOf }))
    .filter((trip) => trip !== undefined)
    .map((trip) => ({ ...trip, transaction: hash }));
}
