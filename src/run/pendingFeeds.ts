import { rescale } from "../units.ts";
import type { World } from "../world/world.ts";

/**
 * What the feeds of all assets but shares will answer, in the oracle's base currency, once this block's public prints
 * (USD [wad] by asset) are in. A staked asset moves with the print of its underlying; its last digit is the chain's to
 * say.
 */
export function pendingFeeds(
  { scenario }: World,
  standing: ReadonlyMap<string, bigint>,
  prints: ReadonlyMap<string, bigint>,
): ReadonlyMap<string, bigint> {
  const printed = (price: bigint) => rescale(price, 18, scenario.lending.baseCurrencyDecimals);
  return new Map(
    [...standing].map(([asset, answer]) => {
      const own = prints.get(asset);
      if (own !== undefined) return [asset, printed(own)];
      const over = scenario.assets[asset]?.staked?.over ?? "";
      const [print, underlying] = [prints.get(over), standing.get(over) ?? 0n];
      return [asset, print === undefined || underlying === 0n ? answer : (answer * printed(print)) / underlying];
    }),
  );
}
