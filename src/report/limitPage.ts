import { compact, groupDigits, percentText } from "../../web/format.js";
import type { Condition } from "../analysis/condition/condition.ts";
import type { Limit } from "../analysis/limitSchema.ts";
import type { Scenario } from "../scenario/schema.ts";
import { card, chart } from "./card.ts";
import { documentText } from "./documentText.ts";
import { html, type Markup } from "./html.ts";
import { knobText } from "./knobText.ts";
import { limitChartData } from "./limitChartData.ts";
import { limitNotes } from "./limitNotes.ts";
import { plural } from "./plural.ts";
import { spreadText } from "./spreadText.ts";
import { type Cell, figure, table } from "./table.ts";

/** The page of a search: the finding, each figure of the condition against the knob, every value tried. */
export function renderLimit(result: Limit, condition: Condition, { question }: Pick<Scenario, "question">): string {
  const data = limitChartData(result, condition);
  const body = html`${masthead(result, question)}<main>
${tiles(result)}
${data.fields.map(({ id, path }) => fieldCard(id, path, result))}${result.seeds.length > 1 && shareCard(result)}${notesCard(result)}${curveCard(result)}
</main>`;
  return documentText({ title: `Limit of ${result.scenario} · Faultline`, body, data, script: "limit.js" });
}

function masthead(result: Limit, question: string): Markup {
  const { seeds, runs, overlays, sets, version, finding } = result;
  const facts = [
    `${plural(result.curve.length, "value")} tried`,
    `${plural(runs, "run")} on ${seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds[0]} to ${seeds.at(-1)}`}`,
    ...overlays.map((name) => `with ${name}`),
    ...sets,
    `Faultline ${version}`,
  ];
  return html`<header class="masthead">
<p class="eyebrow">Faultline<span>${result.scenario}</span><span>limit</span>${result.changes.length > 1 && html`<span class="warning">not monotone</span>`}${result.notConverged > 0 && html`<span class="warning">${result.notConverged} of ${runs} runs not converged</span>`}</p>
<h1>Up to where does ${result.until} hold?</h1>
<p class="finding"><strong>${result.knob}</strong>: ${finding}</p>
<p class="scenario">${question}</p>
<ul class="facts">${facts.map((fact) => html`<li>${fact}</li>`)}</ul>
</header>
`;
}

function tiles(result: Limit): Markup {
  const { limit, shownAs, between, seeds } = result;
  const text = (value: string) => knobText(value, shownAs);
  const range = `${text(between.low)} to ${text(between.high)}`;
  const held = result.curve.filter(({ holds }) => holds).length;
  const items = [
    { label: "Holds at", value: limit === null ? "–" : text(limit.holdsAt), note: "the number to design with" },
    { label: "Fails at", value: limit === null ? "–" : text(limit.failsAt), note: "the nearest value that does" },
    { label: "Values at which it holds", value: `${held} of ${result.curve.length}`, note: `tried from ${range}` },
    {
      label: "Response",
      value: result.monotone ? "monotone" : "turns back",
      note: `over the values tried, ${plural(seeds.length, "seed")} each`,
    },
  ];
  return html`<dl class="tiles">${items.map(
    ({ label, value, note }) =>
      html`<div class="tile"><dt>${label}</dt><dd><b>${value}</b><span>${note}</span></dd></div>`,
  )}</dl>`;
}

function fieldCard(id: string, path: string, { knob, seeds, curve }: Limit): Markup {
  const isEmpty = curve.every((point) => point.fields[path]?.median === null);
  const several = seeds.length === 1 ? "" : ", median and range of the seeds";
  return card({
    title: path,
    about: `against ${knob}${several}; the interval of the limit is shaded`,
    span: "full",
    body: chart(id, `${path} against ${knob}`, {
      when: isEmpty,
      title: "No figure",
      text: "It is null in every run.",
    }),
  });
}

function shareCard({ knob }: Limit): Markup {
  const never = { when: false, title: "", text: "" };
  return card({
    title: "Share of seeds on which it holds",
    about: `against ${knob}; a value counts as holding where all seeds do`,
    span: "full",
    body: chart("share", `share of seeds against ${knob}`, never),
  });
}

function notesCard(result: Limit): Markup | false {
  const notes = limitNotes(result);
  if (notes.length === 0) return false;
  const body = html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`;
  return card({
    title: "What to mind",
    about: "where the answer is less plain than the finding says it",
    span: "full",
    body,
  });
}

function curveCard({ curve, knob, seeds, shownAs }: Limit): Markup {
  const isSingle = seeds.length === 1;
  const paths = Object.keys(curve[0]?.fields ?? {});
  const rows = curve.map((point): Cell[] => [
    knobText(point.value, shownAs),
    point.holds ? "holds" : "fails",
    figure(percentText(point.share, 0)),
    ...paths.map((path): Cell => {
      const spread = point.fields[path];
      if (spread === undefined || spread.median === null) return figure("–");
      const exact = groupDigits(spread.median);
      return isSingle
        ? figure(exact.length > 9 ? compact(Number(spread.median)) : exact, exact)
        : figure(spreadText(spread, false), exact);
    }),
  ]);
  return card({
    title: "Every value tried",
    about: "lowest first",
    span: "full",
    body: table([knob, "Condition", "Seeds", ...paths], rows),
  });
}
