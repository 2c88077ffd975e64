import { bankruptcyPrice, equityShare } from "../model/perps/bankruptcyPrice.ts";
import { liquidationPrice } from "../model/perps/liquidationPrice.ts";
import type { AccountMargin } from "../model/perps/margin.ts";
import { marginRatio } from "../model/perps/marginRatio.ts";
import type { PerpPosition } from "../model/perps/position.ts";
import { positionMargin } from "../model/perps/positionMargin.ts";
import { leverageText, priceText } from "../trace/format.ts";
import { abs, formatDecimal, WAD } from "../units.ts";
import type { PerpAccount } from "../venues/perpAccount.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import { perpProfit } from "../venues/perpMargin.ts";
import type { MarketNow, PerpMarket } from "../venues/perpMarket.ts";
import { quoteUsd } from "./quoteUsd.ts";

/** A position of the exchange as a person reads it, decimals as strings; margins, leverage and ratio are its account's. */
export interface PerpPositionRow {
  account: string;
  group: string;
  market: string;
  side: "long" | "short";
  /** Whole base units, long positive. */
  size: string;
  entryPrice: string;
  mark: string;
  notionalUsd: string;
  /** At mark, with funding. */
  profitUsd: string;
  equityUsd: string;
  initialUsd: string;
  maintenanceUsd: string;
  /** Notional of all positions ÷ equity; `"inf"` without equity. */
  leverage: string;
  /** Equity ÷ maintenance margin: below 1 the account may be liquidated. */
  marginRatio: string;
  /** Mark price at which that happens if nothing else moves; null where none does. */
  liquidationPrice: string | null;
  /** Where this position's share of the equity is gone. */
  bankruptcyPrice: string;
  flagged: boolean;
}

/** Describes an account's position in a market at the book's time and prices. */
export function perpPositionRow(book: PerpBook, account: PerpAccount, market: PerpMarket): PerpPositionRow {
  const position = account.positions.get(market.id) as PerpPosition;
  const { size, cost } = position;
  const { mark, openInterest } = book.now[market.id] as MarketNow;
  const margin = book.marginOf(account);
  const { quoteUnit } = book;
  const bound = positionMargin(market.terms, size, { mark, openInterest, quoteUnit });
  const share = {
    equity: margin.equity,
    maintenance: bound.maintenance,
    totalMaintenance: margin.maintenance - margin.reward,
  };
  const point = liquidationPrice({
    size,
    mark,
    available: margin.equity - margin.maintenance,
    ratio: bindingRatio(book, account, market, margin),
    quoteUnit,
  });
  return {
    account: account.account,
    group: account.group,
    market: market.name,
    side: size > 0n ? "long" : "short",
    size: formatDecimal(size, 18),
    entryPrice: priceText((cost * WAD * WAD) / (size * quoteUnit)),
    mark: priceText(mark),
    notionalUsd: quoteUsd(book, bound.notional),
    profitUsd: quoteUsd(book, perpProfit(book, account, market.id)),
    equityUsd: quoteUsd(book, margin.equity),
    initialUsd: quoteUsd(book, margin.initial),
    maintenanceUsd: quoteUsd(book, margin.maintenance),
    leverage: leverageText(margin.notional, margin.notional - margin.equity),
    marginRatio: formatDecimal(ratioOf(margin), 18, 6),
    liquidationPrice: point === null ? null : priceText(point),
    bankruptcyPrice: priceText(bankruptcyPrice(size, mark, equityShare(share), quoteUnit)),
    flagged: account.flagged,
  };
}

/** Equity ÷ maintenance margin, [wad]. */
export function ratioOf({ equity, maintenance }: AccountMargin): bigint {
  return maintenance === 0n ? 0n : (equity * WAD) / maintenance;
}

/**
 * What the account must keep for each dollar that the position's value moves, of notional [wad]: maintenance margin,
 * the reward where it grows with notional, less collateral that is the market's own asset and moves along.
 */
function bindingRatio(book: PerpBook, account: PerpAccount, market: PerpMarket, margin: AccountMargin): bigint {
  const { terms, asset, id } = market;
  const size = abs(account.positions.get(id)?.size ?? 0n);
  const maintenance = (marginRatio(terms.margin, size, terms.trading.skewScale) * terms.margin.maintenanceScalar) / WAD;
  const { minReward, maxReward, rewardRatio } = terms.liquidation;
  const grows = margin.reward > minReward && margin.reward < maxReward;
  const token = book.venue.collaterals.find(({ symbol }) => symbol === asset);
  const held = token === undefined ? 0n : (account.collateral.get(asset) ?? 0n);
  const along =
    token === undefined
      ? 0n
      : (held * (WAD - token.terms.haircut) * WAD) / (size * 10n ** BigInt(token.terms.decimals));
  return maintenance + (grows ? rewardRatio : 0n) - along;
}
