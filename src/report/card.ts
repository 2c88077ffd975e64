import { html, type Markup } from "./html.ts";

/** A titled box. `wide` takes the column of the time charts, `narrow` the one beside it. */
export interface Card {
  title: string;
  /** Unit and meaning, one line. */
  about: string;
  span: "wide" | "narrow" | "full";
  body: Markup;
  /** Stands at the right of the title: legends are in the charts, this is for controls. */
  control?: Markup;
  note?: string | undefined;
}

export function card({ title, about, span, body, control, note }: Card): Markup {
  return html`<section class="card ${span}"><header><div><h2>${title}</h2><p class="about">${about}</p></div>${control}</header>${body}${
    note !== undefined && html`<p class="note">${note}</p>`
  }</section>
`;
}

/** The place of a chart, which the page's script fills; without data, a sentence that says why it is empty. */
export function chart(id: string, label: string, empty: { when: boolean; title: string; text: string }): Markup {
  if (empty.when) return html`<div class="empty"><p><strong>${empty.title}</strong>${empty.text}</p></div>`;
  return html`<div class="chart" id="chart-${id}" role="img" aria-label="${label}"></div>`;
}
