import { id } from "ethers";
import type { PlacedOrder } from "./interleave.ts";
import { perpErrorName } from "./perpErrors.ts";
import type { PerpOpenings } from "./perpOpenings.ts";
import { positionFault } from "./positionFault.ts";
import type { SetupClock } from "./setupClock.ts";
import type { MinedBlock } from "./transaction.ts";
import type { Holder, World } from "./world.ts";

/** First topic of `OrderDropped`: an order that the exchange refused when its block had come. */
const DROPPED = id("OrderDropped(uint256,address,address,uint256,bytes4)");

/** Opens a batch of one market's orders: at once, or committed and settled as soon as their block has come. */
export async function settleOrders(
  { chain, transactor }: World,
  clock: SetupClock,
  openings: PerpOpenings,
  batch: readonly PlacedOrder[],
  holders: readonly Holder[],
): Promise<MinedBlock[]> {
  const blocks = await clock.settle(
    transactor,
    batch.map((order) => openings.order(order)),
  );
  const delay = openings.delayOf(batch[0]?.market ?? 0);
  if (delay === 0) return blocks;

  await clock.idle(chain, delay - 1);
  const settled = await clock.settle(
    transactor,
    batch.map((order) => openings.settle(order)),
  );
  for (const { from, logs } of settled.flatMap(({ receipts }) => receipts)) {
    const dropped = logs.find(({ topics }) => topics[0] === DROPPED);
    const holder = holders.find(({ address }) => address === from.toLowerCase());
    if (dropped !== undefined && holder !== undefined) throw positionFault(holder, reasonOf(dropped.data));
  }
  return [...blocks, ...settled];
}

/** `reward` is the first word of the event's data, the selector of what refused the order the beginning of the second. */
function reasonOf(data: string): string {
  return `its order was dropped with ${perpErrorName(`0x${data.slice(66, 74)}`)}`;
}
