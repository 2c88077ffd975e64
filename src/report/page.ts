import { compact, elapsedText, groupDigits, utcText } from "../../web/format.js";
import type { Summary } from "../analysis/summary.ts";
import type { Row, WorldRow } from "../trace/row.ts";
import { accountsOf } from "./accountsOf.ts";
import { chartCards } from "./chartCards.ts";
import { chartData } from "./chartData.ts";
import { type CollectedRows, collectRows } from "./collectRows.ts";
import { contagionCards } from "./contagionCards.ts";
import { controlCards } from "./controlCards.ts";
import { dependencyCard } from "./dependencyCard.ts";
import { documentText } from "./documentText.ts";
import { finding } from "./finding.ts";
import { forkCard } from "./forkCard.ts";
import { headlines } from "./headline.ts";
import { html, type Markup } from "./html.ts";
import { isPerpsOnly } from "./isPerpsOnly.ts";
import { liquidationSection } from "./liquidationSection.ts";
import { liquidationTable } from "./liquidationTable.ts";
import { parametersSection } from "./parameters.ts";
import { adlTable } from "./perpCards.ts";
import { perpCharts } from "./perpCharts.ts";
import { attributionCard, comparisonCard, exposureCard, venueCard } from "./summaryCards.ts";
import { unbroken } from "./unbroken.ts";
import { layerCard, vaultCard } from "./vaultCards.ts";

export interface ReportInput {
  scenario: {
    name: string;
    question: string;
    about?: string;
    /** As the user would write them: the resolved scenario with decimals, not with fixed-point integers. */
    parameters: Record<string, unknown>;
  };
  rows: Iterable<Row>;
  summary: Summary;
}

/**
 * The report of a run as one HTML file that opens from disk without a network. The same input gives the same bytes.
 * Amounts are shown short, with the exact figure on hover; charts thin out long runs and say so, tables never do.
 */
export function renderReport(input: ReportInput): string {
  const { scenario, summary } = input;
  const rows = collectRows(input.rows);
  const charts = chartData(rows, summary);
  const times = new Map(rows.blocks.map((row) => [row.block, row.time]));
  const data = { charts, liquidations: liquidationTable(rows.liquidations, rows.world, times) };

  const body = html`${masthead(scenario, summary, rows)}<main>
${tiles(summary, rows)}
${forkCard(summary, rows, scenario.parameters)}${comparisonCard(summary)}${controlCards(charts, summary, rows, scenario.parameters)}${dependencyCard(rows, Object.keys(summary.contagion.byVenue))}${contagionCards(charts, summary, rows)}${layerCard(summary)}${vaultCard(summary)}
${chartCards(charts, summary, rows)}
${perpCharts(charts, summary, rows)}${adlTable(rows)}${liquidationSection(rows)}${exposureCard(summary)}${attributionCard(summary)}${venueCard(summary)}
${parametersSection(scenario.parameters)}
</main>`;
  return documentText({ title: `${scenario.name} · Faultline`, body, data, script: "report.js" });
}

function masthead(scenario: ReportInput["scenario"], summary: Summary, rows: CollectedRows): Markup {
  const first = rows.blocks[0];
  const last = rows.blocks.at(-1);
  const facts = [
    summary.fork !== undefined && `${summary.fork.protocol} forked at block ${groupDigits(String(summary.fork.block))}`,
    rows.world !== undefined && `preset ${presetsOf(rows.world, rows)}`,
    first !== undefined &&
      last !== undefined &&
      `${utcText(first.time)}, ${elapsedText(last.time - first.time).slice(1)} long`,
    `${compact(summary.blocks)} blocks${rows.world === undefined ? "" : ` of ${rows.world.blockSeconds} s`}`,
    accountsOf(rows) > 0 && `${compact(accountsOf(rows))} accounts`,
    `seed ${summary.seed}`,
    `Faultline ${summary.version}`,
  ].filter((fact) => fact !== false);
  const cut = Object.entries(summary.contagion.channels).flatMap(([name, open]) => (open ? [] : [name]));
  return html`<header class="masthead">
<p class="eyebrow">Faultline<span>${scenario.name}</span>${!summary.converged && html`<span class="warning">not converged</span>`}${cut.map((name) => html`<span class="warning">${name} channel cut</span>`)}</p>
<h1>${scenario.question}</h1>
<p class="finding">${finding(summary, rows)}</p>
${scenario.about !== undefined && scenario.about !== "" && html`<p class="scenario">${scenario.about}</p>`}
<ul class="facts">${facts.map((fact) => html`<li>${fact}</li>`)}</ul>
</header>
`;
}

/** Of each venue that the run is about. */
function presetsOf({ preset, perps }: WorldRow, rows: CollectedRows): string {
  if (perps === undefined) return preset;
  return isPerpsOnly(rows) ? perps.preset : `${preset} and ${perps.preset}`;
}

function tiles(summary: Summary, rows: CollectedRows): Markup {
  const items = headlines(summary, rows).map(
    (tile) =>
      html`<div class="tile" title="${tile.exact}"><dt>${tile.label}</dt><dd><b>${tile.value}</b><span>${unbroken(tile.note)}</span></dd></div>`,
  );
  return html`<dl class="tiles">${items}</dl>`;
}
