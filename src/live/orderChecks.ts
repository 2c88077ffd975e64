import { badInput } from "../errors.ts";
import { parseDecimal, parseWad } from "../units.ts";
import type { PerpAccount } from "../venues/perpAccount.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { PerpMarket } from "../venues/perpMarket.ts";

/** A size as typed, in whole units of the base asset, above zero. [wad] */
export function sizeOf(text: string, place: string): bigint {
  const size = parseWad(text, place);
  if (size > 0n) return size;
  throw badInput("SIZE_NOT_POSITIVE", "An order has a size above zero.", {
    place,
    hint: "Give it in units of the base asset, for example 10; long or short says which way.",
  });
}

/** An amount of the quote token as typed, not negative. [quote] */
export function amountOf(text: string, decimals: number, place: string): bigint {
  const amount = parseDecimal(text, decimals, place);
  if (amount >= 0n) return amount;
  throw badInput("AMOUNT_NEGATIVE", `${text} is no amount of margin.`, { place, hint: "For example --margin 2000." });
}

/** The market takes orders now, and this kind of order; `growing` says that the position may grow by it. */
export function requireTradable(book: PerpBook, market: PerpMarket, growing: boolean): void {
  const { name, state, terms, printed } = market;
  if (state.status === "paused") {
    throw badInput("MARKET_PAUSED", `The market ${name} is paused: nobody trades in it.`, {
      place: "<market>",
      hint: "Its owner, the node's lab account, may open it again (setStatus).",
    });
  }
  if (growing && state.status === "reduce-only") {
    throw badInput("MARKET_REDUCE_ONLY", `The market ${name} only lets positions shrink.`, {
      place: "<market>",
      hint: "`faultline close` still works.",
    });
  }
  const age = BigInt(book.time) - printed;
  const most = terms.trading.maxPriceAge;
  if (most === 0n || age <= most) return;
  throw badInput("PRICE_STALE", `The price of ${name} is ${age} s old; orders take none older than ${most} s.`, {
    place: "<market>",
    hint: `\`faultline shock ${name}=0%\` prints it again.`,
  });
}

/** The account may trade: no order of its waits, and it is not up for liquidation. */
export function requireFree(book: PerpBook, account: PerpAccount, market: PerpMarket): void {
  const { name } = market;
  if (account.orders.has(market.id)) {
    throw badInput("ORDER_PENDING", `An order of the account in ${name} waits for its block already.`, {
      place: "<market>",
      hint: "`faultline liquidate` lets the keepers settle it.",
    });
  }
  const { equity, maintenance } = book.marginOf(account);
  if (!account.flagged && equity >= maintenance) return;
  throw badInput("ACCOUNT_LIQUIDATABLE", "The account is below maintenance margin: only liquidation may act on it.", {
    place: "<market>",
    hint: "`faultline liquidate` lets the keepers do so.",
  });
}
