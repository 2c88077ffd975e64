import type { View } from "../agents/agent.ts";
import { viewFor } from "../run/viewFor.ts";
import { sharePrices } from "../venues/sharePrices.ts";
import { startPrices } from "../world/poolPositions.ts";
import { marketPrices } from "./marketPrices.ts";
import { pendingBlock } from "./pendingBlock.ts";
import type { Session } from "./session.ts";

/**
 * The node as its participants see it in the `block`-th look of a pass: lending with interest up to a block's time
 * after the one that comes next, perps at the time of that one.
 */
export async function liveView(
  session: Session,
  block: number,
  isWaiting: (subject: string) => boolean,
): Promise<View> {
  const { world, venues } = session;
  await session.refresh();
  const { time, baseFee } = await pendingBlock(world.chain);
  world.time = time + world.scenario.chain.blockSeconds;
  venues.lending.time = world.time;
  if (venues.guards !== undefined) venues.guards.time = world.time;
  if (venues.perps !== undefined) venues.perps.time = time;
  if (venues.vaults !== undefined) venues.vaults.now = sharePrices(venues, venues.vaults.feeds, world.time);
  const outside = new Map(
    [...(await marketPrices(session))].map(([asset, { reference }]) => [asset, { exogenous: reference, reference }]),
  );
  const now = { block, baseFee, start: startPrices(world.scenario.assets), outside };
  return { ...viewFor(world, venues, venues.amm, session.reader, now), isWaiting };
}
