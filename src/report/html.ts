/** Text that is already HTML. */
export interface Markup {
  readonly markup: string;
}

type Value = Markup | Markup[] | string | number | null | undefined | false;

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** Marks text as HTML without escaping it. */
export function raw(markup: string): Markup {
  return { markup };
}

/** A template whose values are escaped unless they are themselves `html`; null, undefined and false are empty. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Markup {
  return raw(strings.reduce((text, part, index) => text + render(values[index - 1]) + part));
}

function render(value: Value): string {
  if (value === null || value === undefined || value === false) return "";
  if (Array.isArray(value)) return value.map((item) => item.markup).join("");
  return typeof value === "object" ? value.markup : escapeHtml(String(value));
}
