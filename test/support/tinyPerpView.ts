import type { View } from "../../src/agents/agent.ts";
import { WAD } from "../../src/units.ts";
import { startPrices } from "../../src/world/poolPositions.ts";
import type { TinyPerpEconomy } from "./tinyPerpEconomy.ts";

/** What an agent of a made-up exchange sees: references as the book's prices, a quiet chain, nothing waiting. */
export function tinyPerpView({ world, venues, book }: TinyPerpEconomy, changes: Partial<View> = {}): View {
  const start = startPrices(world.scenario.assets);
  return {
    block: 0,
    time: book.time,
    baseFee: 10n ** 9n,
    reference: new Map([...start, ...book.prices]),
    start,
    lending: venues.lending,
    perps: book,
    amm: venues.amm.copy(),
    wallets: new Map(),
    etherUsd: 4_000n * WAD,
    isWaiting: () => false,
    ...changes,
  };
}
