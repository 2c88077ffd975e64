import { badInput } from "../errors.ts";
import { formatDecimal, WAD } from "../units.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { PerpMarket } from "../venues/perpMarket.ts";
import type { OrderPreview } from "./orderPreview.ts";
import { quoteUsd } from "./quoteUsd.ts";
import type { Session } from "./session.ts";

/** Digits of the most leverage that is offered, rounded down; what it leaves out covers funding until the order fills. */
const LEVERAGE_UNIT = WAD / 100n;
/** Share of notional by which the least deposit is rounded up, for the same. */
const SPARE_SHARE = 100_000n;

interface Deposit {
  market: PerpMarket;
  preview: OrderPreview;
  /** [quote] */
  deposit: bigint;
  /** Whether the user named a leverage, or the margin itself. */
  byLeverage: boolean;
}

/**
 * Refuses an order whose margin would not do, and says the most leverage or the least margin that does:
 * `LEVERAGE_OUT_OF_REACH`, `MARGIN_TOO_SMALL`; and one that the user's wallet cannot pay for: `MARGIN_NOT_OWNED`.
 */
export function requireMargin(
  session: Session,
  book: PerpBook,
  { market, preview, deposit, byLeverage }: Deposit,
): void {
  const { settlementDelay, settlementReward } = market.terms.trading;
  const escrow = settlementDelay === 0n ? 0n : settlementReward;
  const least = preview.required + escrow - preview.equity;
  const usd = (amount: bigint) => `$${quoteUsd(book, amount)}`;
  if (deposit < least) {
    if (!byLeverage) {
      throw badInput("MARGIN_TOO_SMALL", `The order needs ${usd(least)} more margin; ${usd(deposit)} is too little.`, {
        place: "--margin",
        hint: `Deposit at least ${usd(least + preview.notional / SPARE_SHARE)}: initial margin, fee and skew premium.`,
      });
    }
    const most = (preview.notional * WAD) / least;
    throw badInput(
      "LEVERAGE_OUT_OF_REACH",
      `Initial margin in ${market.name} allows a leverage of ${leverageText(most)} at most for this order.`,
      {
        place: "--leverage",
        hint: "Fee and skew premium come out of the margin too. Take less leverage, or a smaller size.",
      },
    );
  }
  requireOwned(session, book, deposit);
}

function leverageText(leverage: bigint): string {
  return formatDecimal(leverage - (leverage % LEVERAGE_UNIT), 18);
}

function requireOwned({ world, reader }: Session, book: PerpBook, deposit: bigint): void {
  const { quote } = book.venue;
  const wallet = reader.wallets.get(world.deployment.roles.user)?.get(quote) ?? 0n;
  if (deposit <= wallet) return;
  throw badInput(
    "MARGIN_NOT_OWNED",
    `The order takes $${quoteUsd(book, deposit)} of margin; the user's account holds ${quoteUsd(book, wallet)} ${quote}.`,
    { place: "<size>", hint: "Trade less, or with more leverage." },
  );
}
