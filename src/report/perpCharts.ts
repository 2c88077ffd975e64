import { compactUsd } from "../../web/format.js";
import type { Summary } from "../analysis/summary.ts";
import { type Card, card, chart } from "./card.ts";
import type { ChartData } from "./chartData.ts";
import type { CollectedRows } from "./collectRows.ts";
import { html, type Markup } from "./html.ts";
import { isPerpsOnly } from "./isPerpsOnly.ts";
import { deleveragingCard, stageCard } from "./perpCards.ts";
import { selector } from "./selector.ts";

/** The charts of the perpetual exchange, what runs over time on the left; nothing without one. */
export function perpCharts(data: ChartData, summary: Summary, rows: CollectedRows): Markup {
  const { perps } = data;
  if (perps === null) return html``;
  const drawn = (id: string, label: string) => chart(id, label, { when: false, title: "", text: "" });
  const lost = perps.waterfall.some(({ usd }) => usd > 0);

  return html`<div class="grid">
${card({
  title: "Liquidated and deleveraged by block",
  about:
    "USD at the price of each close. Taken over: the engine holds the position until it is disposed of or deleveraged against.",
  span: "wide",
  body: chart("stages", "Notional closed by stage and block, in USD", {
    when: Object.values(perps.stages).every((line) => line.every((usd) => usd === 0)),
    title: "Nobody was liquidated on the exchange.",
    text: "No account fell below maintenance margin, or nobody acted.",
  }),
})}${card({
  title: "Who bore the losses",
  about: "USD, in the order in which they are asked",
  span: "narrow",
  body: chart("waterfall", "Losses in USD by who bore them", {
    when: !lost,
    title: "No losses were passed on.",
    text: "No position was closed by force at a loss.",
  }),
})}${card({
  title: "Open interest and skew",
  about: "USD at mark; the liquidity pool stands against the skew",
  span: "wide",
  control: selector("market", Object.keys(perps.markets), perps.mainMarket),
  body: drawn("open-interest", "Longs, shorts and skew by block, in USD"),
})}${stageCard(summary, rows)}${card({
  title: "Mark and index",
  about: "USD a base unit, at the end of each block; the market is chosen above",
  span: "wide",
  body: drawn("perp-prices", "Mark and index price by block"),
})}${deleveragingCard(summary)}</div>
${card({
  title: "Funding",
  about: "What longs pay, as a fraction of notional a day, and the average skew premium; the market is chosen above",
  span: "full",
  body: drawn("funding", "Funding rate and premium by block"),
  note: fundingNote(summary),
})}${!isPerpsOnly(rows) && fundCard(data, "full")}`;
}

function fundingNote({ perps }: Summary): string {
  const paid = Object.entries(perps.perMarket).map(
    ([market, { fundingPaidUsd }]) => `${market} ${compactUsd(Number(fundingPaidUsd))}`,
  );
  return `Owed by the paying side over the run: ${paid.join(", ")}.`;
}

/** The insurance fund over time. */
export function fundCard({ perps }: ChartData, span: Card["span"]): Markup {
  return card({
    title: "Insurance fund",
    about: "USD. Cash, and all that the engine has with it: seized tokens and the profit of what it took over",
    span,
    body: chart("fund", "Insurance fund and equity of the engine by block, in USD", {
      when: perps === null,
      title: "No exchange in this run.",
      text: "There is no insurance fund.",
    }),
  });
}
