import { compact, exactUsd, groupDigits, utcText } from "../../../web/format.js";
import { card, chart } from "../../report/card.ts";
import { documentText } from "../../report/documentText.ts";
import { html, type Markup } from "../../report/html.ts";
import { type Cell, figure, table } from "../../report/table.ts";
import { unbroken } from "../../report/unbroken.ts";
import { curveChartData } from "./curveChartData.ts";
import { curveFinding } from "./curveFinding.ts";
import type { Curve } from "./curveSchema.ts";
import { amountText, changeText, curveNotes, priceOfText, statesCalls } from "./curveWords.ts";

/** The page of a curve: the finding, what may be liquidated against the price, by asset, every step. */
export function renderCurve(curve: Curve): string {
  const isEmpty = curve.points.every(({ accounts }) => accounts === 0);
  const empty = { when: isEmpty, title: "Nobody", text: "No account falls below health factor 1." };
  const against = `against the price of ${curve.asset}`;
  const body = html`${masthead(curve)}<main>
${tiles(curve)}
${card({
  title: "What may be liquidated",
  about: `debt and collateral of accounts below health factor 1, ${against}`,
  span: "full",
  body: chart("value", `debt and collateral that may be liquidated ${against}`, empty),
})}${card({
  title: "Who may be liquidated",
  about: "accounts below health factor 1, and those whose collateral no longer covers their debt",
  span: "full",
  body: chart("accounts", `accounts that may be liquidated ${against}`, empty),
})}${card({
  title: "Their collateral by asset",
  about: "at the moved prices",
  span: "full",
  body: chart("assets", `collateral that may be liquidated by asset ${against}`, empty),
})}${card({
  title: "What to mind",
  about: "how the accounts were valued, whose prices moved, and what is left out",
  span: "full",
  body: html`<ul class="notes">${curveNotes(curve).map((note) => html`<li>${note}</li>`)}</ul>`,
})}${steps(curve)}
</main>`;
  const title = `${curve.asset} liquidation-at-risk · Faultline`;
  return documentText({ title, body, data: curveChartData(curve), script: "curve.js" });
}

function masthead(curve: Curve): Markup {
  const facts = [
    `chain ${curve.chainId}`,
    `pool ${curve.pool}`,
    `block ${groupDigits(String(curve.block))}`,
    utcText(curve.timestamp),
    `${compact(curve.borrowers)} borrowers who owe ${amountText(curve.debtValue, curve.unit)}`,
    `Faultline ${curve.version}`,
  ];
  const warning = curve.complete ? false : html`<span class="warning">not all borrowers found</span>`;
  return html`<header class="masthead">
<p class="eyebrow">Faultline<span>liquidation-at-risk</span>${warning}</p>
<h1>What can be liquidated when ${curve.asset} moves?</h1>
<p class="finding">${unbroken(curveFinding(curve))}</p>
<ul class="facts">${facts.map((fact) => html`<li>${fact}</li>`)}</ul>
</header>
`;
}

function tiles({ points, unit }: Curve): Markup {
  const last = points.at(-1)!;
  const first = points.find(({ accounts }) => accounts > 0);
  const insolvent = points.find((point) => point.insolvent.accounts > 0);
  const at = `at ${changeText(last.change)}`;
  const items = [
    {
      label: "First below 1",
      value: first === undefined ? "–" : changeText(first.change),
      note: "the first step at which somebody can be liquidated",
    },
    { label: "Debt that may be liquidated", value: amountText(last.debtValue, unit), note: at },
    { label: "Shortfall", value: amountText(last.insolvent.shortfall, unit), note: `debt above collateral ${at}` },
    {
      label: "First insolvent",
      value: insolvent === undefined ? "–" : changeText(insolvent.change),
      note: "the first step at which collateral does not cover a debt",
    },
  ];
  return html`<dl class="tiles">${items.map(
    ({ label, value, note }) =>
      html`<div class="tile"><dt>${label}</dt><dd><b>${value}</b><span>${unbroken(note)}</span></dd></div>`,
  )}</dl>`;
}

function steps({ points, movers, unit }: Curve): Markup {
  const money = (decimal: string): Cell => figure(amountText(decimal, unit), exactUsd(decimal));
  const hasCalls = statesCalls(points);
  const rows = points.map((point): Cell[] => [
    changeText(point.change),
    ...movers.map(({ symbol }) => figure(priceOfText(point.prices[symbol]), point.prices[symbol])),
    figure(compact(point.accounts), String(point.accounts)),
    money(point.debtValue),
    money(point.collateralValue),
    ...(hasCalls ? [point.oneCall === null ? figure("–") : money(point.oneCall.collateralValue)] : []),
    figure(compact(point.insolvent.accounts), String(point.insolvent.accounts)),
    money(point.insolvent.shortfall),
  ]);
  const prices = movers.map(({ symbol }) => `${symbol} at`);
  return card({
    title: "Every step",
    about: "each valued by itself, as if nothing had been liquidated or sold before",
    span: "full",
    body: table(
      [
        "Change",
        ...prices,
        "Accounts",
        "Debt",
        "Collateral",
        ...(hasCalls ? ["One call each"] : []),
        "Insolvent",
        "Shortfall",
      ],
      rows,
    ),
  });
}
