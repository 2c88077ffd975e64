import type { CompareTreatment, Comparison } from "../analysis/compareSchema.ts";
import { card } from "./card.ts";
import { worseText } from "./compareWords.ts";
import { html, type Markup } from "./html.ts";

/** A name with the colour that its lines and dots have: 0 is the base. */
export function armName(name: string, index: number): Markup {
  return html`<span class="arm-name arm-${index % 8}">${name}</span>`;
}

/** What each treatment is, what it lays over the scenario, and what it makes worse. */
export function compareTreatments(result: Comparison): Markup {
  const rows = result.treatments.map(
    (treatment, i) =>
      html`<tr><th scope="row">${armName(treatment.name, i + 1)}</th><td class="words">${whys(treatment)}</td><td class="words">${sets(treatment)}</td><td class="words">${worse(treatment, result)}</td></tr>`,
  );
  return card({
    title: "Treatments",
    about: "What is laid over the scenario; the base is the scenario as it is",
    span: "full",
    body: html`<div class="scroll"><table class="plain compare"><thead><tr><th scope="col">Treatment</th><th scope="col">Why</th><th scope="col">Sets</th><th scope="col">Against the base</th></tr></thead><tbody>${rows}</tbody></table></div>`,
    note: "Worse: the median change on the same seed is at least a thousandth of the base's median.",
  });
}

function whys({ parts }: CompareTreatment): Markup[] {
  return parts.map(({ why }) => html`<div>${why}</div>`);
}

function sets({ parts }: CompareTreatment): Markup[] {
  return parts.flatMap((part) =>
    Object.entries(part.sets).map(
      ([key, value]) =>
        html`<div>${key.replace(/^treatments\./, "")}: <strong>${/^\d[\d_]*$/.test(value) ? value.replaceAll("_", ",") : value}</strong></div>`,
    ),
  );
}

function worse(treatment: CompareTreatment, result: Comparison): Markup {
  const text = worseText(treatment, result);
  return treatment.worseIn.length === 0 ? html`${text}` : html`<span class="worse">${text}</span>`;
}

/** A link to the report of every run, by treatment and seed. */
export function compareRuns({ base, treatments, seeds }: Comparison): Markup {
  const rows = [base, ...treatments].map(({ name, runs }, i) => {
    const links = runs.map(
      ({ folder, converged }) =>
        html`<td><a href="${encodeURI(`${folder}/report.html`)}">report</a>${!converged && html` <span class="worse">not converged</span>`}</td>`,
    );
    return html`<tr><th scope="row">${armName(name, i)}</th>${links}</tr>`;
  });
  return card({
    title: "Every run",
    about: "Each has a report, a summary and a trace of its own in the folder of this page",
    span: "full",
    body: html`<div class="scroll"><table class="plain links"><thead><tr><th scope="col">Treatment</th>${seeds.map((seed) => html`<th scope="col">seed ${seed}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`,
  });
}
