import { groupDigits } from "../../web/format.js";
import type { CompareArm, CompareMetric, CompareTreatment, Comparison } from "../analysis/compareSchema.ts";
import { card } from "./card.ts";
import { compareChange, compareFigure, compareRange } from "./compareFigure.ts";
import { armName } from "./compareRuns.ts";
import { html, type Markup } from "./html.ts";

/** What came of the shock, a column for the base and each treatment. */
export function compareOutcomes(result: Comparison): Markup {
  const metrics = result.metrics.filter(({ kind }) => kind === "outcome");
  return card({
    title: "What came of it",
    about: `${reading(result)} Less is better throughout.`,
    span: "full",
    body: table(result, metrics),
  });
}

/** What the controls themselves cost. */
export function compareCosts(result: Comparison): Markup {
  const metrics = result.metrics.filter(({ kind }) => kind === "cost");
  return card({
    title: "What the controls cost",
    about:
      "Refused: wanted during the run and not let happen. Curtailed: positions that could not open as they wanted.",
    span: "full",
    body: table(result, metrics),
  });
}

function reading({ seeds }: Comparison): string {
  if (seeds.length === 1) return "Below each figure, its change from the base.";
  return `Medians over ${seeds.length} seeds; below, the median change from the base on the same seed, then lowest and highest.`;
}

function table({ base, treatments }: Comparison, metrics: readonly CompareMetric[]): Markup {
  const heads = [base, ...treatments].map(({ name }, i) => html`<th scope="col" class="num">${armName(name, i)}</th>`);
  const isKnown = ({ field }: CompareMetric) =>
    [base, ...treatments].some(({ figures }) => figures[field]?.median != null);
  const rows = metrics.filter(isKnown).map((metric) => {
    const cells = treatments.map((treatment) => cell(metric, treatment, treatment));
    return html`<tr><th scope="row">${metric.label}</th>${cell(metric, base, undefined)}${cells}</tr>`;
  });
  return html`<div class="scroll"><table class="plain compare figures" style="min-width:${String(14 + 9 * (treatments.length + 1))}em"><thead><tr><th scope="col"></th>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** Without a control there is no cost, so only outcomes have a change. */
function cell({ field, unit, kind }: CompareMetric, arm: CompareArm, treatment: CompareTreatment | undefined): Markup {
  const spread = arm.figures[field];
  const change = kind === "cost" ? "" : compareChange(treatment?.changes[field]?.median, unit);
  const verdict = treatment?.worseIn.includes(field) ? "worse" : treatment?.betterIn.includes(field) ? "better" : "";
  const range = spread === undefined ? "" : compareRange(spread, unit);
  const exact = spread?.median === null || spread?.median === undefined ? undefined : groupDigits(spread.median);
  return html`<td class="num"${exact !== undefined && html` title="${exact}"`}>${compareFigure(spread?.median, unit)}${
    change !== "" && html`<small class="${verdict}">${change}</small>`
  }${range !== "" && html`<small>${range}</small>`}</td>`;
}
