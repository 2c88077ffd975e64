import { compactUsd, exactUsd } from "../../web/format.js";
import { html, type Markup } from "./html.ts";

/** A cell: plain text, or a figure with its exact value on hover. */
export type Cell = string | { text: string; exact?: string; figure: true };

export function figure(text: string, exact?: string): Cell {
  return exact === undefined ? { text, figure: true } : { text, exact, figure: true };
}

/** Dollars in short, exact on hover. */
export function usdCell(decimal: string): Cell {
  return figure(compactUsd(Number(decimal)), exactUsd(decimal));
}

/** A plain table; a column is set as figures when its first cell is one. */
export function table(head: string[], rows: Cell[][]): Markup {
  const first = rows[0] ?? [];
  const heads = head.map((text, index) => {
    const numeric = typeof first[index] === "object";
    return html`<th scope="col"${numeric && html` class="num"`}>${text}</th>`;
  });
  const body = rows.map((row) => html`<tr>${row.map(cell)}</tr>`);
  return html`<div class="scroll"><table class="plain"><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function cell(content: Cell, index: number): Markup {
  if (typeof content === "string") {
    return index === 0 ? html`<th scope="row">${content}</th>` : html`<td>${content}</td>`;
  }
  return html`<td class="num"${content.exact !== undefined && html` title="${content.exact}"`}>${content.text}</td>`;
}
