import { rescale } from "../units.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { SharePrice } from "../venues/sharePrices.ts";
import type { World } from "../world/world.ts";

/**
 * The prices that will stand once this block's public prints are in, USD [wad] by asset, as their feeds round them. A
 * staked asset moves with the print of its underlying; its last digit is the chain's to say. `shares` are what vaults'
 * shares will cost then.
 */
export function pendingPerpPrices(
  { scenario }: World,
  book: PerpBook,
  prints: ReadonlyMap<string, bigint>,
  shares: ReadonlyMap<string, Pick<SharePrice, "feed">> = new Map(),
): ReadonlyMap<string, bigint> {
  const decimals = scenario.lending.baseCurrencyDecimals;
  const printed = (price: bigint) => rescale(rescale(price, 18, decimals), decimals, 18);
  return new Map(
    [...book.chainPrices].map(([asset, standing]) => {
      const share = shares.get(asset);
      if (share !== undefined) return [asset, share.feed * 10n ** BigInt(18 - decimals)];
      const over = scenario.assets[asset]?.staked?.over;
      const print = prints.get(over ?? asset);
      if (print === undefined) return [asset, standing];
      const underlying = over === undefined ? undefined : book.chainPrices.get(over);
      if (over === undefined) return [asset, printed(print)];
      return [
        asset,
        underlying === undefined || underlying === 0n ? standing : (standing * printed(print)) / underlying,
      ];
    }),
  );
}
