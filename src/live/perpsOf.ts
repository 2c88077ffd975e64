import { badInput } from "../errors.ts";
import { didYouMean } from "../scenario/nearest.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { PerpMarket } from "../venues/perpMarket.ts";
import { pendingBlock } from "./pendingBlock.ts";
import type { Session } from "./session.ts";

/** The node's perpetual exchange, valued at the time of the block that comes next; `NO_PERPS` without one. */
export async function perpsOf({ world, venues }: Session): Promise<PerpBook> {
  const { perps } = venues;
  if (perps === undefined) {
    throw badInput("NO_PERPS", `The scenario ${world.scenario.name} has no perpetual exchange.`, {
      place: "perps",
      hint: "Start the node with a scenario that has one, for example `faultline up demo`.",
    });
  }
  perps.time = (await pendingBlock(world.chain)).time;
  return perps;
}

/** A market by its name; `PERP_MARKET_UNKNOWN` names those that there are. */
export function perpMarketOf(book: PerpBook, name: string): PerpMarket {
  const market = book.market(name);
  if (market !== undefined) return market;
  const names = book.markets.map((listed) => listed.name);
  throw badInput("PERP_MARKET_UNKNOWN", `The exchange has no market "${name}".`, {
    place: "<market>",
    hint: `${didYouMean(name, names)}It has ${names.join(", ")}.`,
  });
}
