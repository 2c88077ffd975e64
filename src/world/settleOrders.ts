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

/** What came of a batch. */
export interface SettledOrders {
  blocks: MinedBlock[];
  /** Dropped for a reason that the caller takes. */
  dropped: PlacedOrder[];
}

/**
 * Opens a batch of one market's orders: at once, or committed and settled as soon as their block has come. An order
 * that is dropped then ends the set-up, unless the caller takes the error's selector as a reason (`mayDrop`).
 */
export async function settleOrders(
  { chain, transactor }: World,
  clock: SetupClock,
  openings: PerpOpenings,
  batch: readonly PlacedOrder[],
  holders: readonly Holder[],
  mayDrop: (selector: string) => boolean = () => false,
): Promise<SettledOrders> {
  const blocks = await clock.settle(
    transactor,
    batch.map((order) => openings.order(order)),
  );
  const delay = openings.delayOf(batch[0]?.market ?? 0);
  if (delay === 0) return { blocks, dropped: [] };

  await clock.idle(chain, delay - 1);
  const settled = await clock.settle(
    transactor,
    batch.map((order) => openings.settle(order)),
  );
  const dropped: PlacedOrder[] = [];
  for (const { from, logs } of settled.flatMap(({ receipts }) => receipts)) {
    const drop = logs.find(({ topics }) => topics[0] === DROPPED);
    if (drop === undefined) continue;
    const selector = selectorOf(drop.data);
    const account = from.toLowerCase();
    if (mayDrop(selector)) dropped.push(...batch.filter((order) => order.account === account));
    const holder = holders.find(({ address }) => address === account);
    if (!mayDrop(selector) && holder !== undefined)
      throw positionFault(holder, `its order was dropped with ${perpErrorName(selector)}`);
  }
  return { blocks: [...blocks, ...settled], dropped };
}

/** `reward` is the first word of the event's data, the selector of what refused the order the beginning of the second. */
function selectorOf(data: string): string {
  return `0x${data.slice(66, 74)}`;
}
