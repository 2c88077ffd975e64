import type { CompareArm, CompareMetric, Comparison, Spread } from "../analysis/compareSchema.ts";
import { card } from "./card.ts";
import { compareFigure } from "./compareFigure.ts";
import { armName } from "./compareRuns.ts";
import { lower } from "./compareWords.ts";
import { html, type Markup } from "./html.ts";

/** A small picture for each headline: a line a treatment, with every seed, the range and the median. */
export function compareSpreads({ base, treatments, metrics, seeds }: Comparison): Markup {
  const arms = [base, ...treatments];
  const shown = metrics.filter(
    ({ isHeadline, field }) => isHeadline && arms.some(({ figures }) => hasMedian(figures[field])),
  );
  const isZero = ({ field }: CompareMetric) => arms.every(({ figures }) => isNothing(figures[field]));
  const zero = shown.filter(isZero).map(({ label }) => lower(label));
  return card({
    title: "Side by side",
    about:
      seeds.length === 1
        ? "One seed: a dot is its figure. Each picture has a scale of its own, which holds zero."
        : "A large dot is the median, small ones are seeds, the bar is their range. Each picture has a scale of its own, which holds zero.",
    span: "full",
    body: html`<div class="spreads">${shown.filter((metric) => !isZero(metric)).map((metric) => picture(metric, arms))}</div>`,
    note: zero.length === 0 ? undefined : `Zero in every run, and not drawn: ${zero.join(", ")}.`,
  });
}

function hasMedian(spread: Spread | undefined): boolean {
  return spread !== undefined && spread.median !== null;
}

function isNothing(spread: Spread | undefined): boolean {
  return Number(spread?.low ?? 0) === 0 && Number(spread?.high ?? 0) === 0;
}

function picture({ field, label, unit }: CompareMetric, arms: readonly CompareArm[]): Markup {
  const bounds = arms.flatMap(({ figures }) =>
    [figures[field]?.low, figures[field]?.high].map((end) => Number(end ?? 0)),
  );
  const [low, high] = [Math.min(0, ...bounds), Math.max(0, ...bounds)];
  const at = (value: string | number) => (high === low ? 0 : (100 * (Number(value) - low)) / (high - low)).toFixed(2);
  const rows = arms.map(({ name, figures, runs }, i) => {
    const { median = null, low: from = null, high: to = null } = figures[field] ?? {};
    const text = compareFigure(median, unit);
    const known = runs.map((run) => run.figures[field] ?? null).filter((figure) => figure !== null);
    const seeds =
      runs.length === 1 ? [] : known.map((figure) => html`<i class="seed" style="left:${at(figure)}%"></i>`);
    const range =
      from === null || to === null || from === to
        ? ""
        : html`<i class="range" style="left:${at(from)}%;width:${(Number(at(to)) - Number(at(from))).toFixed(2)}%"></i>`;
    const dot = median !== null && html`<i class="median" style="left:${at(median)}%"></i>`;
    return html`<div class="arm-${i % 8}"><dt title="${name}">${armName(name, i)}</dt><dd class="track">${range}${seeds}${dot}</dd><dd>${text}</dd></div>`;
  });
  return html`<figure class="spread"><figcaption>${label}</figcaption><dl>${rows}</dl></figure>`;
}
