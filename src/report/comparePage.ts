import { compactUsd } from "../../web/format.js";
import type { CompareTreatment, Comparison } from "../analysis/compareSchema.ts";
import { card, chart } from "./card.ts";
import { compareCosts, compareOutcomes } from "./compareCards.ts";
import { comparePaths, type PricePath } from "./comparePaths.ts";
import { compareRuns, compareTreatments } from "./compareRuns.ts";
import { compareSpreads } from "./compareSpreads.ts";
import { lower } from "./compareWords.ts";
import { documentText } from "./documentText.ts";
import { html, type Markup } from "./html.ts";
import { plural } from "./plural.ts";
import { selector } from "./selector.ts";

/**
 * The page of a comparison as one HTML file that opens from disk without a network and links to each run's own report
 * beside it. `pathOf` gives a run's prices of the main asset by its folder. The same input gives the same bytes.
 */
export function renderComparison(result: Comparison, pathOf: (folder: string) => PricePath | undefined): string {
  const paths = comparePaths(result, pathOf);
  const body = html`${masthead(result)}<main>
${compareTreatments(result)}${compareOutcomes(result)}${compareSpreads(result)}${pricesCard(result, paths.blocks.length === 0)}${compareCosts(result)}${compareRuns(result)}
</main>`;
  return documentText({
    title: `${result.scenario} compared · Faultline`,
    body,
    data: { paths },
    script: "compare.js",
  });
}

function masthead(result: Comparison): Markup {
  const { scenario, question, base, treatments, seeds, sets, version } = result;
  const unfinished = [base, ...treatments].reduce((sum, { notConverged }) => sum + notConverged, 0);
  const runs = seeds.length * (treatments.length + 1);
  const facts = [
    `${plural(treatments.length, "treatment")} beside the base`,
    seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds[0]} to ${seeds.at(-1)}`,
    plural(runs, "run"),
    ...sets,
    `Faultline ${version}`,
  ];
  return html`<header class="masthead">
<p class="eyebrow">Faultline<span>${scenario}</span><span>comparison</span>${unfinished > 0 && html`<span class="warning">${unfinished} of ${runs} runs not converged</span>`}</p>
<h1>${question}</h1>
<p class="finding">${findingOf(result)}</p>
<ul class="facts">${facts.map((fact) => html`<li>${fact}</li>`)}</ul>
</header>
`;
}

const BAD_DEBT = "badDebtUsd.ultimate";
const USERS = "users.lossUsd";

/** What was lost without, to bad debt or where there is none at all; who loses least; what makes something worse. */
function findingOf(result: Comparison): Markup {
  const { base, treatments, seeds } = result;
  const medianOf = ({ figures }: Pick<CompareTreatment, "figures">, field: string) =>
    Number(figures[field]?.median ?? Number.NaN);
  const isBad = [base, ...treatments].some((arm) => medianOf(arm, BAD_DEBT) > 0);
  const lost = (arm: Pick<CompareTreatment, "figures">) => medianOf(arm, isBad ? BAD_DEBT : USERS);
  const median = seeds.length === 1 ? "" : " in the median";
  const least = [...treatments].sort((a, b) => lost(a) - lost(b))[0];
  const usd = (arm: Pick<CompareTreatment, "figures">) => html`<strong>${compactUsd(lost(arm))}</strong>`;
  const without = html`Without a treatment outside holders lost ${usd(base)} ${isBad ? "to bad debt" : "in all, none of it to bad debt"}${median}.`;
  const best =
    least === undefined || lost(least) >= lost(base)
      ? html`No treatment made that less.`
      : html`Least of it is left by ${least.name}: ${usd(least)}.`;
  const harmful = treatments.filter(({ worseIn }) => worseIn.length > 0);
  const words = harmful.map(
    ({ name, worseIn }) => `${name} (${worseIn.map((field) => labelOf(result, field)).join(", ")})`,
  );
  const harm = words.length === 0 ? html`None makes a figure worse.` : html`What gets worse: ${words.join("; ")}.`;
  return html`${without} ${best} ${harm}`;
}

function labelOf({ metrics }: Comparison, field: string): string {
  return lower(metrics.find((metric) => metric.field === field)?.label ?? field);
}

function pricesCard({ mainAsset, seeds, base, treatments }: Comparison, isEmpty: boolean): Markup {
  const bar = html`<div class="controls-bar">${selector("price", ["oracle", "reference", "pool"], "oracle")}${
    seeds.length > 1 &&
    selector(
      "seed",
      seeds.map((seed) => `seed ${seed}`),
      `seed ${seeds[0]}`,
    )
  }</div>`;
  const names = [base, ...treatments].map(({ name }) => name).join(", ");
  return card({
    title: mainAsset === null ? "Prices" : `Price of ${mainAsset}`,
    about: "USD per unit at the end of each block. A run ends when nothing is left to happen; its line ends there.",
    span: "full",
    control: bar,
    body: chart("prices", `Price by block, a line for each of: ${names}`, {
      when: isEmpty,
      title: "No prices in these runs.",
      text: "The traces hold no block.",
    }),
  });
}
