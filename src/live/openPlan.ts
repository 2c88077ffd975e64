import { badInput } from "../errors.ts";
import { mulDivUp } from "../model/mulDiv.ts";
import { formatDecimal, parseWad, WAD } from "../units.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { PerpMarket } from "../venues/perpMarket.ts";
import { rehearse } from "./guards/rehearse.ts";
import { orderCalls } from "./orderCalls.ts";
import { amountOf, requireFree, requireTradable, sizeOf } from "./orderChecks.ts";
import { acceptablePriceOf, requireWithinCaps } from "./orderLimits.ts";
import { orderPreview } from "./orderPreview.ts";
import { requireMargin } from "./orderReach.ts";
import { perpMarketOf, perpsOf } from "./perpsOf.ts";
import type { Session } from "./session.ts";

/** What a user asks for, as typed. */
export interface OpenWish {
  market: string;
  side: string;
  size: string;
  /** Notional of the order ÷ margin deposited for it; unused with `margin`. */
  leverage: string;
  /** Margin to deposit, in whole quote tokens. */
  margin: string | undefined;
  acceptablePrice: string | undefined;
}

/** An order that market and margin can carry; sizes and prices in wad, money in quote. */
export interface OrderPlan {
  book: PerpBook;
  market: PerpMarket;
  sizeDelta: bigint;
  acceptablePrice: bigint;
  reduceOnly: boolean;
  /** Margin to bring in before the order, and the account's equity before that. */
  deposit: bigint;
  equity: bigint;
}

export const USUAL_PERP_LEVERAGE = "5";

/** Checks a wish against the node and turns it into an order; what cannot be done is refused before anything is sent. */
export async function planOpen(session: Session, wish: OpenWish): Promise<OrderPlan> {
  const book = await perpsOf(session);
  const { user } = session.world.deployment.roles;
  const market = perpMarketOf(book, wish.market);
  const isLong = sideOf(wish.side);
  const size = sizeOf(wish.size, "<size>");
  requireTradable(book, market, true);
  const account = book.known(user);
  requireFree(book, account, market);
  requireSameSide(market, account.positions.get(market.id)?.size ?? 0n, isLong);

  const sizeDelta = isLong ? size : -size;
  const preview = orderPreview(book, { account: user, market, sizeDelta });
  const acceptablePrice = acceptablePriceOf(market, preview, isLong, wish.acceptablePrice);
  requireWithinCaps(book, market, preview, { side: wish.side, size });

  const leverage = leverageOf(wish.leverage);
  const deposit =
    wish.margin === undefined
      ? mulDivUp(preview.notional, WAD, leverage)
      : amountOf(wish.margin, String(book.quoteUnit).length - 1, "--margin");
  requireMargin(session, book, { market, preview, deposit, byLeverage: wish.margin === undefined });
  const { equity } = book.marginOf(account);
  const plan = { book, market, sizeDelta, acceptablePrice, reduceOnly: false, deposit, equity };
  await rehearse(session, orderCalls(session, plan));
  return plan;
}

function sideOf(side: string): boolean {
  if (side === "long" || side === "short") return side === "long";
  throw badInput("SIDE_UNKNOWN", `"${side}" is no side of a market.`, {
    place: "<side>",
    hint: "It is long, which gains when the price rises, or short, which gains when it falls.",
  });
}

function leverageOf(text: string): bigint {
  const leverage = parseWad(text, "--leverage");
  if (leverage > 0n) return leverage;
  throw badInput("LEVERAGE_OUT_OF_REACH", "Leverage is above zero.", {
    place: "--leverage",
    hint: `For example --leverage ${USUAL_PERP_LEVERAGE}.`,
  });
}

function requireSameSide({ name }: PerpMarket, held: bigint, isLong: boolean): void {
  if (held === 0n || held > 0n === isLong) return;
  throw badInput(
    "POSITION_OPPOSED",
    `The account is ${held > 0n ? "long" : "short"} ${formatDecimal(held > 0n ? held : -held, 18)} ${name} already.`,
    {
      place: "<side>",
      hint: `An account has one position a market: \`faultline close ${name}\` first.`,
    },
  );
}
