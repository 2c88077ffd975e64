import type { View } from "../agents/agent.ts";
import type { OutsidePrice } from "../market/outsideMarket.ts";
import type { AmmVenue } from "../venues/ammVenue.ts";
import type { ChainReader } from "../venues/chainReader.ts";
import type { Venues } from "../venues/venues.ts";
import type { World } from "../world/world.ts";

/** What every agent sees of the block being built; each adds what it has waiting itself. */
export function viewFor(
  world: World,
  venues: Venues,
  amm: AmmVenue,
  reader: ChainReader,
  now: {
    block: number;
    baseFee: bigint;
    start: ReadonlyMap<string, bigint>;
    outside: ReadonlyMap<string, OutsidePrice>;
  },
): Omit<View, "isWaiting"> {
  const reference = new Map([...now.outside].map(([symbol, price]) => [symbol, price.reference]));
  return {
    block: now.block,
    time: world.time,
    baseFee: now.baseFee,
    reference,
    start: now.start,
    lending: venues.lending,
    perps: venues.perps,
    vaults: venues.vaults,
    guards: venues.guards,
    amm,
    wallets: reader.wallets,
    etherUsd: world.scenario.market.etherUsd ?? reference.get("WETH") ?? 0n,
  };
}
