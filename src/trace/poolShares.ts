import { poolEquity } from "../model/perps/poolEquity.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import { perpState } from "../venues/perpState.ts";
import { balancesOf } from "./balancesOf.ts";
import type { TraceContext } from "./context.ts";
import type { PoolShares } from "./perpAccountRows.ts";

/** What ERC-4626 adds to shares and assets before it divides them, so that a first depositor can be robbed of nothing. */
const VIRTUAL = { shares: 10n ** 6n, assets: 1n };

/** The liquidity pool's shares by holder. */
export async function sharesOf(context: TraceContext): Promise<Map<string, bigint>> {
  const { perps } = context.world.deployment;
  const providers = context.world.holders.filter(({ kind }) => kind === "liquidity provider");
  const holders = providers.map(({ address }) => address);
  const shares = await balancesOf(context.world, perps?.pool ?? "", holders);
  return new Map(holders.map((holder, i) => [holder, shares[i] ?? 0n]));
}

/** What those shares are worth now. [quote] */
export function poolWorth(book: PerpBook, shares: ReadonlyMap<string, bigint>): PoolShares {
  const assets = poolEquity(perpState(book, [])) + VIRTUAL.assets;
  const supply = book.books.shares + VIRTUAL.shares;
  return new Map([...shares].map(([holder, amount]) => [holder, (amount * assets) / supply]));
}
