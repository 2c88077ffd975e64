import { html, type Markup, raw } from "./html.ts";

const LABELS = { asset: "Asset", market: "Market", price: "Price", seed: "Seed" };

/** Buttons of which one is pressed, for the page's script to listen to; each has its name as data of `what`. */
export function selector(what: keyof typeof LABELS, names: string[], pressed: string | undefined): Markup {
  const buttons = names.map(
    (name) =>
      html`<button type="button" ${raw(`data-${what}`)}="${name}" aria-pressed="${String(name === pressed)}">${name}</button>`,
  );
  return html`<div class="segments" id="${what}-selector" role="group" aria-label="${LABELS[what]}">${buttons}</div>`;
}
