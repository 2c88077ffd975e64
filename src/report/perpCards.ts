import { compact, groupDigits, percentText, priceText, shortHex } from "../../web/format.js";
import type { Summary } from "../analysis/summary.ts";
import type { AdlRow } from "../trace/perpLiquidationRow.ts";
import { card } from "./card.ts";
import type { CollectedRows } from "./collectRows.ts";
import { html, type Markup } from "./html.ts";
import { type Cell, figure, table, usdCell } from "./table.ts";

/** Rows of the table of deleveraged positions; all are in the trace. */
const MOST_ADL_ROWS = 40;

const STAGES = [
  ["flag", "Flagged"],
  ["partial", "Closed in part"],
  ["full", "Closed in full"],
  ["takeover", "Taken over"],
  ["disposal", "Disposed of"],
] as const;

/** How far each liquidation went. */
export function stageCard({ perps }: Summary, rows: CollectedRows): Markup {
  const lines = STAGES.map(([stage, name]) => {
    const own = rows.perps.liquidations.filter((row) => row.stage === stage);
    const accounts = new Set(own.map((row) => row.account)).size;
    const usd = stage === "flag" ? figure("–") : usdCell(perps.liquidatedUsd[stage]);
    return [name, figure(compact(own.length)), figure(stage === "disposal" ? "–" : compact(accounts)), usd];
  });
  const deleveraged = [
    "Deleveraged",
    figure(compact(perps.adlCount)),
    figure(compact(perps.deleveragedAccounts)),
    usdCell(perps.adlUsd),
  ];
  return card({
    title: "By stage",
    about: "USD at the price of each close; what was taken over is disposed of or deleveraged against later",
    span: "narrow",
    body: table(["Stage", "Count", "Accounts", "Notional"], [...lines, deleveraged]),
  });
}

/** Each market's own figures. */
export function marketCard({ perps }: Summary): Markup {
  const lines = Object.entries(perps.perMarket).map(([market, row]) => [
    market,
    usdCell(row.openInterestStartUsd),
    usdCell(row.openInterestEndUsd),
    usdCell(row.liquidatedUsd),
    usdCell(row.adlUsd),
    ratioCell(row.adlToLiquidated),
  ]);
  return card({
    title: "By market",
    about: "USD; open interest of the larger side before and after",
    span: "narrow",
    body: table(["Market", "OI before", "OI after", "Liquidated", "ADL", "Ratio"], lines),
  });
}

/** Who was asked to give up what, and how well it was aimed. */
export function deleveragingCard({ perps }: Summary): Markup {
  const { concentration, deleveragedInProfitShare: winners, secondsToFirstAdl: seconds } = perps;
  const lines: Cell[][] = [
    ["Given up by counterparties", usdCell(perps.adlTakenUsd)],
    ["Beyond what the engine lacked", usdCell(perps.overshootUsd)],
    ["Notional ÷ liquidated", ratioCell(perps.adlToLiquidated)],
    ["Accounts", figure(groupDigits(String(perps.deleveragedAccounts)))],
    ["Of these, in profit", figure(winners === null ? "–" : percentText(winners))],
    ["First after the first liquidation", figure(seconds === null ? "–" : `${groupDigits(String(seconds))} s`)],
    ["Gini of what was given up", figure(concentration === null ? "–" : concentration.gini.toFixed(3))],
    ["Borne by the top tenth", figure(concentration === null ? "–" : percentText(concentration.topDecileShare))],
    ["Negative equity taken over", usdCell(perps.negativeEquityUsd)],
    ["Pool's result", usdCell(perps.poolPnlUsd)],
    ["Left below maintenance", figure(groupDigits(String(perps.strandedPerps.count)))],
  ];
  return card({
    title: "Deleveraging",
    about: "USD, accounts and seconds of chain time",
    span: "narrow",
    body: table(["Figure", "Value"], lines),
  });
}

/** Whom deleveraging took, the largest takings first. */
export function adlTable({ perps }: CollectedRows): Markup {
  if (perps.adls.length === 0) return html``;
  const sorted = [...perps.adls].sort((a, b) => Number(b.takenUsd) - Number(a.takenUsd) || a.block - b.block);
  const lines = sorted.slice(0, MOST_ADL_ROWS).map(adlLine);
  const heads = ["Account", "Group", "Market", "Block", "Rank", "Score", "Closed", "Price", "Notional", "Given up"];
  const more = perps.adls.length - lines.length;
  return card({
    title: "Who was deleveraged",
    about:
      "Largest takings first. Haircut: given up ÷ profit of the position before. Account: profit over all positions.",
    span: "full",
    body: table([...heads, "Profit before", "Haircut", "Equity before", "Leverage", "Account"], lines),
    note: more > 0 ? `${groupDigits(String(more))} more are in trace.jsonl.` : undefined,
  });
}

function adlLine(row: AdlRow): Cell[] {
  const number = (text: string, digits: number) => figure(groupDigits(Number(text).toFixed(digits)), text);
  return [
    shortHex(row.account),
    row.group,
    row.market,
    figure(groupDigits(String(row.block))),
    figure(String(row.rank)),
    number(row.score, 3),
    number(row.size, 3),
    figure(priceText(Number(row.price)), row.price),
    usdCell(row.notionalUsd),
    usdCell(row.takenUsd),
    usdCell(row.positionProfitUsd),
    figure(percentText(Number(row.haircut)), row.haircut),
    usdCell(row.accountEquityUsd),
    row.leverage === "inf" ? figure("∞") : number(row.leverage, 2),
    row.accountInProfit ? "in profit" : "at a loss",
  ];
}

function ratioCell(ratio: number | null): Cell {
  return ratio === null ? figure("–") : figure(ratio.toFixed(3), String(ratio));
}
