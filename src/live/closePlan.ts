import { badInput } from "../errors.ts";
import { abs, formatDecimal } from "../units.ts";
import type { OrderPlan } from "./openPlan.ts";
import { requireFree, requireTradable, sizeOf } from "./orderChecks.ts";
import { acceptablePriceOf } from "./orderLimits.ts";
import { orderPreview } from "./orderPreview.ts";
import { perpMarketOf, perpsOf } from "./perpsOf.ts";
import type { Session } from "./session.ts";

/** What a user asks for, as typed; without a size, all of the position. */
export interface CloseWish {
  market: string;
  size: string | undefined;
  acceptablePrice: string | undefined;
}

/** The reduce-only order that closes a position, or a part of it; `POSITION_NONE` and `SIZE_TOO_LARGE` where it cannot. */
export async function planClose(session: Session, wish: CloseWish): Promise<OrderPlan> {
  const book = await perpsOf(session);
  const { user } = session.world.deployment.roles;
  const market = perpMarketOf(book, wish.market);
  const account = book.known(user);
  const held = account.positions.get(market.id)?.size ?? 0n;
  if (held === 0n) {
    throw badInput("POSITION_NONE", `The user's account has no position in ${market.name}.`, {
      place: "<market>",
      hint: `\`faultline open ${market.name} long 10\` opens one.`,
    });
  }
  const size = wish.size === undefined ? abs(held) : sizeOf(wish.size, "--size");
  if (size > abs(held)) {
    const has = `${held > 0n ? "long" : "short"} ${formatDecimal(abs(held), 18)} ${market.name}`;
    throw badInput("SIZE_TOO_LARGE", `The user's account is ${has}, less than ${wish.size}.`, {
      place: "--size",
      hint: "Closing never opens the other side; leave --size out to close all.",
    });
  }
  requireTradable(book, market, false);
  requireFree(book, account, market);
  const sizeDelta = held > 0n ? -size : size;
  const preview = orderPreview(book, { account: user, market, sizeDelta });
  const acceptablePrice = acceptablePriceOf(market, preview, sizeDelta > 0n, wish.acceptablePrice);
  return {
    book,
    market,
    sizeDelta,
    acceptablePrice,
    reduceOnly: true,
    deposit: 0n,
    equity: book.marginOf(account).equity,
  };
}
