import { html, type Markup } from "./html.ts";

/** Buttons of which one is pressed, for the page's script to listen to. */
export function selector(what: "asset" | "market", names: string[], pressed: string | undefined): Markup {
  const attribute = (name: string) => (what === "asset" ? html`data-asset="${name}"` : html`data-market="${name}"`);
  const buttons = names.map(
    (name) =>
      html`<button type="button" ${attribute(name)} aria-pressed="${String(name === pressed)}">${name}</button>`,
  );
  const label = what === "asset" ? "Asset" : "Market";
  return html`<div class="segments" id="${what}-selector" role="group" aria-label="${label}">${buttons}</div>`;
}
