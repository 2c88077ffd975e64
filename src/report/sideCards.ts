import { compact, groupDigits, percentText, priceText } from "../../web/format.js";
import type { Summary } from "../analysis/summary.ts";
import { card } from "./card.ts";
import type { CollectedRows } from "./collectRows.ts";
import { html, type Markup } from "./html.ts";
import { isPerpsOnly } from "./isPerpsOnly.ts";
import { priceFall } from "./mainAsset.ts";
import { liquidatedPairs, NO_COLLATERAL } from "./pairs.ts";
import { marketCard } from "./perpCards.ts";
import { recognisedDebts } from "./recognisedDebts.ts";
import { figure, table, usdCell } from "./table.ts";

/** What stands beside the prices: short tables in one column. */
export function sideColumn(summary: Summary, rows: CollectedRows): Markup {
  const pairs = isPerpsOnly(rows) ? html`` : pairCard(rows);
  const markets = rows.perps.markets.length > 0 ? marketCard(summary) : html``;
  return html`<div class="stack">${priceCard(summary)}${pairs}${markets}</div>`;
}

/** Oracle prices of every asset and how much of each fall the cascade added. */
function priceCard(summary: Summary): Markup {
  const price = (decimal: string) => figure(shortPrice(Number(decimal)), `${decimal} USD`);
  const rows = Object.entries(summary.prices).map(([asset, prices]) => {
    const factor = summary.cascade.amplification[asset];
    return [
      asset,
      price(prices.start),
      price(prices.low),
      price(prices.end),
      figure(percentText(-priceFall(prices))),
      factor === null || factor === undefined ? figure("–") : figure(`${factor.toFixed(2)}×`, String(factor)),
    ];
  });
  return card({
    title: "Oracle prices",
    about: "USD; amplification is the log fall over what the exogenous path alone prints",
    span: "narrow",
    body: table(["Asset", "Start", "Low", "End", "Fall", "Amplified"], rows),
  });
}

/** What was seized against which debt. */
function pairCard(rows: CollectedRows): Markup {
  const pairs = liquidatedPairs(rows.liquidations, recognisedDebts(rows));
  const usd = (value: number) => usdCell(value.toFixed(2));
  const lines = pairs.map((pair) => [
    pair.collateralAsset === NO_COLLATERAL ? pair.debtAsset : `${pair.collateralAsset} / ${pair.debtAsset}`,
    figure(compact(pair.count), `${pair.count} liquidations of ${pair.accounts} accounts`),
    usd(pair.collateralUsd),
    usd(pair.debtRepaidUsd),
    usd(pair.badDebtUsd),
  ]);
  return card({
    title: "By pair",
    about: "Collateral seized / debt repaid, USD",
    span: "narrow",
    body:
      lines.length === 0
        ? html`<div class="empty"><p><strong>Nothing was seized.</strong>There is no pair to show.</p></div>`
        : table(["Pair", "Count", "Seized", "Repaid", "Bad debt"], lines),
  });
}

/** Cents of a price of five digits say nothing and would not fit. */
function shortPrice(price: number): string {
  return price >= 10_000 ? groupDigits(price.toFixed(0)) : priceText(price);
}
