import { id } from "ethers";
import type { PlacedOrder } from "./interleave.ts";
import { perpErrorName } from "./perpErrors.ts";
import type { PerpOpenings } from "./perpOpenings.ts";
import { positionFault } from "./positionFault.ts";
import type { SetupClock } from "./setupClock.ts";
import type { Call, MinedBlock } from "./transaction.ts";
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
 * that is refused then ends the set-up, unless the caller takes the error's selector as a reason (`mayDrop`).
 */
export async function settleOrders(
  { chain, transactor }: World,
  clock: SetupClock,
  openings: PerpOpenings,
  batch: readonly PlacedOrder[],
  holders: readonly Holder[],
  mayDrop?: (selector: string) => boolean,
): Promise<SettledOrders> {
  const calls = batch.map((order) => openings.order(order));
  const dropped: PlacedOrder[] = [];
  const delay = openings.delayOf(batch[0]?.market ?? 0);
  if (delay === 0) {
    if (mayDrop === undefined) return { blocks: await clock.settle(transactor, calls), dropped };
    const blocks = await clock.attempt(transactor, calls);
    const reverted = blocks.flatMap(({ receipts }) => receipts.filter(({ succeeded }) => !succeeded));
    for (const { from } of reverted) drop(from.toLowerCase(), await reasonOf(from.toLowerCase()), "refused");
    return { blocks, dropped };
  }

  const blocks = await clock.settle(transactor, calls);
  await clock.idle(chain, delay - 1);
  const settled = await clock.settle(
    transactor,
    batch.map((order) => openings.settle(order)),
  );
  for (const { from, logs } of settled.flatMap(({ receipts }) => receipts)) {
    const log = logs.find(({ topics }) => topics[0] === DROPPED);
    if (log !== undefined) drop(from.toLowerCase(), selectorOf(log.data), "dropped");
  }
  return { blocks: [...blocks, ...settled], dropped };

  function drop(account: string, selector: string | undefined, how: string): void {
    const holder = holders.find(({ address }) => address === account);
    if (selector === undefined || mayDrop?.(selector))
      dropped.push(...batch.filter((order) => order.account === account));
    else if (holder !== undefined) throw positionFault(holder, `its order was ${how} with ${perpErrorName(selector)}`);
  }

  /** What the order meets after its block; undefined where it would pass now that others have traded too. */
  async function reasonOf(account: string): Promise<string | undefined> {
    const call = calls[batch.findIndex((order) => order.account === account)] as Call;
    try {
      await chain.request("eth_call", [{ from: call.from, to: call.to, data: call.data }, "latest"]);
      return undefined;
    } catch (error) {
      return String((error as { data?: unknown }).data).slice(0, 10);
    }
  }
}

/** `reward` is the first word of the event's data, the selector of what refused the order the beginning of the second. */
function selectorOf(data: string): string {
  return `0x${data.slice(66, 74)}`;
}
