import pico from "picocolors";
import { compact, compactUsd, groupDigits, percentText } from "../../web/format.js";
import type { Summary } from "../analysis/summary.ts";
import { LENDING } from "../analysis/venue.ts";
import type { Row } from "../trace/row.ts";
import { collectRows } from "./collectRows.ts";
import { controlTable } from "./controlTable.ts";
import { forkText } from "./forkText.ts";
import { headlines } from "./headline.ts";
import { isPerpsOnly } from "./isPerpsOnly.ts";
import { liquidatedPairs, NO_COLLATERAL, type PairTotal } from "./pairs.ts";
import { perpHeadlines } from "./perpHeadlines.ts";
import { perpTable } from "./perpTable.ts";
import { type Colors, plainTable } from "./plainTable.ts";
import { recognisedDebts } from "./recognisedDebts.ts";
import { vaultTables } from "./vaultTables.ts";

export interface RunResult {
  rows: Iterable<Row>;
  summary: Summary;
  /** Where the report was written, as the user should read it. */
  reportPath: string;
}

/** What stands in the terminal at the end of a run: the table of pairs, five numbers, warnings, the report's path. */
export function runResult({ rows, summary, reportPath }: RunResult, colors: Colors = pico): string {
  const collected = collectRows(rows);
  const pairs = liquidatedPairs(collected.liquidations, recognisedDebts(collected));
  const isExchange = collected.perps.markets.length > 0;
  const isAlone = isPerpsOnly(collected);
  const accounts = new Set(collected.liquidations.map((row) => row.account)).size;
  const nothing = isAlone ? "" : "Nothing was liquidated.";
  const sections = [
    pairs.length === 0 ? nothing : pairTable(pairs, summary, colors, accounts),
    isExchange ? perpTable(summary, collected, colors) : "",
    vaultTables(summary, colors),
    controlTable(summary, colors),
    comparisonTable(summary, colors),
    isAlone ? "" : headlineTable(fiveOf(headlines(summary, collected)), colors),
    isExchange ? headlineTable(perpHeadlines(summary), colors) : "",
    forkLines(summary, colors),
    warnings(summary).map(colors.red).join("\n"),
    `Report  ${colors.cyan(reportPath)}`,
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function pairTable(pairs: PairTotal[], summary: Summary, colors: Colors, accounts: number): string {
  const heads = ["Collateral / debt", "Count", "Accounts", "Collateral", "Debt repaid", "Bad debt"];
  const lines = pairs.map((pair) => [
    pair.collateralAsset === NO_COLLATERAL ? `– / ${pair.debtAsset}` : `${pair.collateralAsset} / ${pair.debtAsset}`,
    compact(pair.count),
    compact(pair.accounts),
    ...[pair.collateralUsd, pair.debtRepaidUsd, pair.badDebtUsd].map(compactUsd),
  ]);
  const { count, collateralUsd, debtRepaidUsd } = summary.liquidations.byVenue[LENDING] ?? summary.liquidations;
  const lost = summary.badDebtUsd.byVenue[LENDING]?.recognised ?? summary.badDebtUsd.recognised;
  const sums = [collateralUsd, debtRepaidUsd, lost].map((sum) => compactUsd(Number(sum)));
  const total = ["All", compact(count), compact(accounts), ...sums].map((text) => colors.bold(text));
  return plainTable(heads, pairs.length > 1 ? [...lines, total] : lines, colors);
}

function comparisonTable({ comparison }: Summary, colors: Colors): string {
  if (comparison.length === 0) return "";
  const lines = comparison.map((row) => [
    row.metric,
    groupDigits(row.simulated),
    groupDigits(row.recorded),
    row.error === null ? "–" : percentText(row.error, 2),
  ]);
  return plainTable(["Figure", "Simulated", "Recorded", "Error"], lines, colors);
}

/** The last headline is the prediction where there is one; else the endogenous share takes its place. */
function fiveOf(all: ReturnType<typeof headlines>): ReturnType<typeof headlines> {
  const named = (label: string) => all.filter((headline) => headline.label.startsWith(label));
  const last = [...named("Total fall"), ...named("Endogenous share")].slice(0, 1);
  return [...["Bad debt", "Amplification", "Branching ratio", "Systemic leverage"].flatMap(named), ...last];
}

function headlineTable(items: ReturnType<typeof headlines>, colors: Colors): string {
  const wide = (pick: (item: (typeof items)[number]) => string) => Math.max(...items.map((item) => pick(item).length));
  const [label, value] = [wide((item) => item.label), wide((item) => item.value)];
  const lines = items.map(
    (item) => `${item.label.padEnd(label)}  ${colors.bold(item.value.padStart(value))}  ${colors.dim(item.note)}`,
  );
  return lines.join("\n");
}

/** What the run went on from, where that is a real chain. */
function forkLines({ fork, stranded }: Summary, colors: Colors): string {
  if (fork === undefined) return "";
  const lines = forkText(fork, stranded);
  const width = Math.max(...lines.map(([name]) => name.length));
  return [
    colors.bold("Forked chain"),
    ...lines.map(([name, text]) => `${colors.dim(name.padEnd(width))}  ${text}`),
  ].join("\n");
}

function warnings({ converged, conservation, blocks }: Summary): string[] {
  return [
    converged ? "" : `Not converged after ${compact(blocks)} blocks: the numbers are those of an unfinished run.`,
    conservation.ok ? "" : `Conservation failed: off by ${groupDigits(conservation.maxErrorWei)} wei.`,
  ].filter(Boolean);
}
