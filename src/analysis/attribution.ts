import { FaultlineError } from "../errors.ts";
import type { AttributionRow } from "../trace/row.ts";
import { abs, formatDecimal, parseWad, rescale, WAD } from "../units.ts";
import { usdFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";

const CAUSES = ["price", "carry", "slippage", "fees", "bonuses", "funding", "socialised"] as const;
type Cause = (typeof CAUSES)[number];

const CENT = WAD / 100n;

/**
 * Profit and loss of each group of external holders, USD, by cause. `ATTRIBUTION_OPEN` when the causes miss
 * `endUsd − startUsd` by more than a cent. Every figure is rounded to the cent, and the largest cause takes what the
 * rounding of the others leaves, so that the printed causes add up to the printed change exactly.
 */
export function attribution(): Metric<Summary["attribution"]> {
  const groups: Summary["attribution"] = {};

  return {
    read(row) {
      if (row.kind === "attribution") groups[row.group] = closed(row);
    },
    result: () => groups,
  };
}

function closed(row: AttributionRow): Summary["attribution"][string] {
  const startUsd = parseWad(row.startUsd);
  const endUsd = parseWad(row.endUsd);
  const exact = CAUSES.map((cause) => parseWad(row[cause]));
  const gap = endUsd - startUsd - exact.reduce((sum, part) => sum + part, 0n);
  if (gap > CENT || gap < -CENT) {
    throw new FaultlineError(
      "ATTRIBUTION_OPEN",
      `The causes of ${row.group}'s result miss it by ${formatDecimal(gap, 18)} USD.`,
    );
  }

  const parts = exact.map(toCents);
  const change = toCents(endUsd) - toCents(startUsd);
  const largest = exact.reduce((best, part, i) => (abs(part) > abs(exact[best] as bigint) ? i : best), 0);
  const others = parts.reduce((sum, part, i) => (i === largest ? sum : sum + part), 0n);
  parts[largest] = change - others;

  const causes = Object.fromEntries(CAUSES.map((cause, i) => [cause, formatDecimal(parts[i] as bigint, 2, 2)]));
  return { startUsd: usdFigure(startUsd), endUsd: usdFigure(endUsd), ...(causes as Record<Cause, string>) };
}

function toCents(usd: bigint): bigint {
  return rescale(usd, 18, 2);
}
