import { WAD } from "../units.ts";
import type { PerpAccount } from "../venues/perpAccount.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { PerpMarket } from "../venues/perpMarket.ts";
import type { World } from "../world/world.ts";
import type { Agent, Intent, View } from "./agent.ts";
import { BackOff } from "./backOff.ts";
import { orderCall } from "./perpOrder.ts";
import { roughEquity } from "./roughEquity.ts";
import { TIPS } from "./tips.ts";

/** Floating point only preselects: what is this much above a stop is left out, the rest is confirmed exactly. */
const ROUGH = 1.000001;

/** The traders with a stop: each closes all it has once the last print has cost it a share of its first equity. */
export function stopTraders(world: World): Agent {
  const stops = world.holders.flatMap(({ address, stopLoss }) =>
    stopLoss === undefined ? [] : [{ address, stopLoss }],
  );
  const backOff = new BackOff();
  /** Equity at which an account closes. [quote] */
  let floors: ReadonlyMap<PerpAccount, bigint> | undefined;

  return {
    name: "stops",
    kind: "stopTrader",
    act(view) {
      const book = view.perps;
      if (book === undefined) return [];
      floors ??= floorsOf(book);
      return [...floors].flatMap(([account, floor]) =>
        isHit(view, book, account, floor) ? close(view, book, account) : [],
      );
    },
  };

  function floorsOf(book: PerpBook): ReadonlyMap<PerpAccount, bigint> {
    const found = new Map<PerpAccount, bigint>();
    for (const { address, stopLoss } of stops) {
      const account = book.accountOf(address);
      if (account !== undefined) found.set(account, (book.marginOf(account).equity * (WAD - stopLoss)) / WAD);
    }
    return found;
  }

  /** An account that can be liquidated may not trade any more. */
  function isHit(view: View, book: PerpBook, account: PerpAccount, floor: bigint): boolean {
    if (account.positions.size === 0 || account.flagged || roughEquity(book, account) > Number(floor) * ROUGH)
      return false;
    if (view.isWaiting(account.account) || !backOff.mayTry(account.account, view.block)) return false;
    const { equity, maintenance } = book.marginOf(account);
    return equity <= floor && equity >= maintenance;
  }

  function close(view: View, book: PerpBook, account: PerpAccount): Intent[] {
    const open = [...account.positions].filter(([market]) => !account.orders.has(market));
    if (open.length > 0) backOff.tried(account.account, view.block);
    return open.map(([id, { size }]) => ({
      ...orderCall(book, account.account, {
        market: book.markets[id] as PerpMarket,
        sizeDelta: -size,
        reduceOnly: true,
      }),
      tip: TIPS.stopTrader,
      action: "stop",
      subject: account.account,
    }));
  }
}
