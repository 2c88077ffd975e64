import { WAD } from "../units.ts";
import type { Call } from "../world/transaction.ts";
import type { World } from "../world/world.ts";
import type { View } from "./agent.ts";
import { outsideTrade } from "./outsideTrade.ts";

/** Least that is worth a trade outside, USD [wad]. */
const LEAST = WAD;

/** What is to be hedged: a position of `exposed` [wad base], against a stock of the asset in smallest units. */
export interface Exposure {
  account: string;
  asset: string;
  quote: string;
  stock: bigint;
  exposed: bigint;
}

/**
 * The trade outside that brings an account's stock of an asset to what it was less its position, so that both together
 * do not move with the price; as far as it holds what that takes. None for less than a dollar.
 */
export function hedgeTrade(view: View, world: World, exposure: Exposure): Call | undefined {
  const { account, asset, quote, stock, exposed } = exposure;
  const unit = (symbol: string) => 10n ** BigInt(world.scenario.assets[symbol]?.decimals ?? 18);
  const held = (symbol: string) => view.wallets.get(account)?.get(symbol) ?? 0n;
  const price = view.reference.get(asset) ?? 0n;
  const open = held(asset) - stock + (exposed * unit(asset)) / WAD;
  if (((open < 0n ? -open : open) * price) / unit(asset) < LEAST) return undefined;
  if (open > 0n) return outsideTrade(world, account, asset, quote, least(open, held(asset)));
  const cost = (-open * price * unit(quote)) / (unit(asset) * (view.reference.get(quote) ?? WAD));
  return outsideTrade(world, account, quote, asset, least(cost, held(quote)));
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
