import type { Summary } from "../analysis/summary.ts";
import { card, chart } from "./card.ts";
import type { ChartData } from "./chartData.ts";
import { checksCard } from "./checksCard.ts";
import type { CollectedRows } from "./collectRows.ts";
import { forcedSales } from "./forcedSales.ts";
import { html, type Markup } from "./html.ts";
import { isPerpsOnly } from "./isPerpsOnly.ts";
import { fundCard } from "./perpCharts.ts";
import { selector } from "./selector.ts";
import { sideColumn } from "./sideCards.ts";

const QUIET = {
  title: "No liquidations in this run.",
  text: "No account was seized: nobody fell below a health factor of 1, or nobody had a profit in acting.",
};

/** The charts in reading order; what runs over time stands left on one axis, what does not stands right. */
export function chartCards(data: ChartData, summary: Summary, rows: CollectedRows): Markup {
  const isAlone = isPerpsOnly(rows);
  const { what, limit, losses } = wordsFor(rows);
  const quiet = { when: forcedSales(rows).length === 0, ...QUIET };
  const thinned = (what: string) =>
    data.blocksPerColumn === 1 ? undefined : `Drawn every ${data.blocksPerColumn} blocks: ${what}`;

  return html`<div class="grid">
${card({
  title: "Prices",
  about: "USD per unit, at the end of each block",
  span: "wide",
  control: selector("asset", Object.keys(data.prices), data.mainAsset),
  body: chart("prices", "Reference, AMM, oracle and counterfactual oracle price by block", {
    when: data.blocks.length === 0 || data.mainAsset === undefined,
    title: "No prices in this run.",
    text: "The trace holds no block.",
  }),
  note: thinned("the last price of each column, and the lowest and highest of each line."),
})}${sideColumn(summary, rows)}${card({
  title: "Liquidations by block",
  about: `USD of ${what}. Direct: ${limit} on the exogenous path alone. Transmitted: pushed there by the cascade.`,
  span: "wide",
  body: chart("blocks", "Collateral liquidated by block, direct and transmitted, in USD", quiet),
  note: thinned("the sum of each column."),
})}${card({
  title: "Liquidations by round",
  about: "USD. Round 0 is direct, each further round was triggered by the sales before it.",
  span: "narrow",
  body: chart("rounds", "Collateral liquidated by round, in USD", quiet),
})}${isAlone ? fundCard(data, "wide") : healthCard(data, thinned("the last state of each column."))}${card({
  title: "Leverage before and after",
  about: "Accounts by assets over equity",
  span: "narrow",
  body: chart("leverage", "Accounts by leverage at the start and at the end of the run", {
    when: data.leverage === null,
    title: "No positions in this run.",
    text: "The trace holds no account.",
  }),
  note: closedNote(data),
})}${card({
  title: "Liquidated and lost so far",
  about: `USD, running totals: ${what}, and ${losses}`,
  span: "wide",
  body: chart("cumulative", "Running totals of collateral liquidated and of bad debt, in USD", quiet),
  note: thinned("the total at the end of each column."),
})}${checksCard(summary, rows)}</div>
`;
}

/** What is liquidated, when, and what is lost, in the words of the venues that the run has. */
function wordsFor(rows: CollectedRows): { what: string; limit: string; losses: string } {
  const lending = ["collateral at the oracle price", "below 1", "debt that the venue has written off"];
  const perps = [
    "positions at the price of each close",
    "below maintenance margin",
    "losses that reached others than the insurance fund",
  ];
  const isExchange = rows.perps.markets.length > 0;
  const [what = "", limit = "", losses = ""] = isPerpsOnly(rows)
    ? perps
    : lending.map((words, i) => (isExchange ? `${words} or ${perps[i]}` : words));
  return { what, limit, losses };
}

function healthCard(data: ChartData, note: string | undefined): Markup {
  return card({
    title: "Health factors through time",
    about: "USD of debt by health factor of the account that owes it. Below 1.00 an account can be liquidated.",
    span: "wide",
    body: chart("health", "Debt in USD by health factor and block", {
      when: data.health === null || data.health.cells.length === 0,
      title: "No debt in this run.",
      text: "The trace holds no distribution of health factors.",
    }),
    note,
  });
}

function closedNote({ leverage }: ChartData): string | undefined {
  if (leverage === null || leverage.closed === 0) return undefined;
  return `${leverage.closed} ${leverage.closed === 1 ? "position was" : "positions were"} closed in full and ${leverage.closed === 1 ? "is" : "are"} not counted after the run.`;
}
