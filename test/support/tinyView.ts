import type { View } from "../../src/agents/agent.ts";
import { WAD } from "../../src/units.ts";
import { startPrices } from "../../src/world/poolPositions.ts";
import type { TinyEconomy } from "./tinyEconomy.ts";

const GWEI = 10n ** 9n;

/** What an agent of a made-up economy sees: reference prices as at the start, a quiet chain, nothing waiting. */
export function tinyView({ world, venues }: TinyEconomy, changes: Partial<View> = {}): View {
  const prices = startPrices(world.scenario.assets);
  return {
    block: 0,
    time: 0,
    baseFee: GWEI,
    reference: prices,
    start: prices,
    lending: venues.lending,
    amm: venues.amm.copy(),
    wallets: new Map(),
    etherUsd: 4000n * WAD,
    isWaiting: () => false,
    ...changes,
  };
}
