import { compact, groupDigits, percentText } from "../../web/format.js";
import type { Summary } from "../analysis/summary.ts";
import { card } from "./card.ts";
import { html, type Markup } from "./html.ts";
import { figure, table, usdCell } from "./table.ts";

/** Each figure of the run beside the recorded one; nothing for a scenario without a record. */
export function comparisonCard({ comparison }: Summary): Markup {
  if (comparison.length === 0) return html``;
  const number = (text: string) => figure(/^-?\d+(\.\d+)?$/.test(text) ? groupDigits(text) : text);
  const rows = comparison.map((row) => [
    row.metric,
    number(row.simulated),
    number(row.recorded),
    figure(row.error === null ? "–" : percentText(row.error, 2), row.error === null ? undefined : String(row.error)),
    row.source,
  ]);
  return card({
    title: "Simulated beside real",
    about: "Error: simulated less recorded, over recorded",
    span: "full",
    body: table(["Figure", "Simulated", "Recorded", "Error", "Source of the record"], rows),
  });
}

const CAUSES = ["price", "carry", "slippage", "fees", "bonuses", "funding", "socialised"] as const;

/** Where each group's profit and loss came from. */
export function attributionCard({ attribution }: Summary): Markup {
  const holders = Object.entries(attribution);
  if (holders.length === 0) return html``;
  const rows = holders.map(([group, row]) => [
    group,
    usdCell(row.startUsd),
    ...CAUSES.map((cause) => usdCell(row[cause])),
    usdCell(row.endUsd),
  ]);
  const heads = CAUSES.map((cause) => `${cause.charAt(0).toUpperCase()}${cause.slice(1)}`);
  return card({
    title: "Who gained and lost",
    about: "USD of equity by group of holders at the start, what changed it, and at the end; the causes add up",
    span: "full",
    body: table(["Holders", "Start", ...heads, "End"], rows),
  });
}

/** What holders were exposed to before the run: a hedged position is not levered by its gross alone. */
export function exposureCard({ leverage }: Summary): Markup {
  const rows = Object.entries(leverage.exposureStart).map(([factor, exposure]) => [
    factor,
    usdCell(exposure.longUsd),
    usdCell(exposure.shortUsd),
    usdCell(exposure.netUsd),
  ]);
  if (rows.length === 0) return html``;
  const share = (part: number | null) => (part === null ? "not known" : percentText(part));
  const recursion =
    leverage.loopingShareStart === null ? "not known" : `${share(leverage.loopingShareStart)} of gross assets`;
  return card({
    title: "Exposure before the run",
    about: `USD by factor, gross and net; two names joined are a basis. Built by recursion: ${recursion}; claims inside the system: ${share(leverage.intraSystemShareStart)}`,
    span: "full",
    body: table(["Factor", "Long", "Short", "Net"], rows),
  });
}

/** Losses by venue, when there is more than one to tell apart. */
export function venueCard({ liquidations, badDebtUsd }: Summary): Markup {
  const venues = [...new Set([...Object.keys(liquidations.byVenue), ...Object.keys(badDebtUsd.byVenue)])];
  if (venues.length < 2) return html``;
  const rows = venues.map((venue) => {
    const sold = liquidations.byVenue[venue];
    const lost = badDebtUsd.byVenue[venue];
    return [
      venue,
      figure(compact(sold?.count ?? 0)),
      usdCell(sold?.collateralUsd ?? "0.00"),
      usdCell(sold?.debtRepaidUsd ?? "0.00"),
      usdCell(lost?.recognised ?? "0.00"),
      usdCell(lost?.economic ?? "0.00"),
    ];
  });
  const heads = ["Venue", "Liquidations", "Seized", "Repaid", "Recognised", "Economic"];
  return card({
    title: "By venue",
    about: "USD; bad debt as the venue recognises it, and debt beyond collateral at the end",
    span: "full",
    body: table(heads, rows),
  });
}
