import { rescale } from "../units.ts";
import type { LendingBook } from "../venues/lendingBook.ts";
import type { SharePrice } from "../venues/sharePrices.ts";
import type { World } from "../world/world.ts";

/**
 * The oracle prices that will stand once this block's public prints are in, by reserve. A staked asset moves with the
 * print of its underlying; its last digit is the chain's to say. `shares` are what vaults' shares will cost then.
 */
export function pendingPrices(
  world: World,
  book: LendingBook,
  prints: ReadonlyMap<string, bigint>,
  shares: ReadonlyMap<string, Pick<SharePrice, "source">> = new Map(),
): bigint[] {
  const { assets, lending } = world.scenario;
  return book.reserves.map((reserve) => {
    const share = shares.get(reserve.symbol);
    if (share !== undefined) return share.source;
    const own = prints.get(reserve.symbol);
    if (own !== undefined) return rescale(own, 18, lending.baseCurrencyDecimals);
    const over = assets[reserve.symbol]?.staked?.over;
    const printed = over === undefined ? undefined : prints.get(over);
    const underlying = book.reserves.find((candidate) => candidate.symbol === over)?.price;
    if (printed === undefined || underlying === undefined || underlying === 0n) return reserve.price;
    return (reserve.price * rescale(printed, 18, lending.baseCurrencyDecimals)) / underlying;
  });
}
