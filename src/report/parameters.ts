import { html, type Markup } from "./html.ts";

/** Every parameter as a dotted key and its value, in the order of the scenario. */
export function flattenParameters(value: unknown, prefix = ""): [key: string, value: string][] {
  if (!isBranch(value)) return [[prefix, leaf(value)]];
  const entries = Array.isArray(value)
    ? value.map((item, index) => [`[${index}]`, item] as const)
    : Object.entries(value);
  return entries.flatMap(([key, item]) => {
    const joined = prefix === "" || key.startsWith("[") ? `${prefix}${key}` : `${prefix}.${key}`;
    return flattenParameters(item, joined);
  });
}

/** All parameters, a group for each top-level key, folded away. */
export function parametersSection(parameters: Record<string, unknown>): Markup {
  const groups = new Map<string, [string, string][]>();
  for (const [key, value] of flattenParameters(parameters)) {
    const top = /^[^.[]*/.exec(key)?.[0] ?? key;
    const group = isBranch(parameters[top]) ? top : "scenario";
    groups.set(group, [...(groups.get(group) ?? []), [key, value]]);
  }
  const lists = [...groups].map(
    ([group, entries]) =>
      html`<section><h3>${group}</h3><dl>${entries.map(
        ([key, value]) =>
          html`<dt>${group === "scenario" ? key : key.slice(group.length).replace(/^\./, "")}</dt><dd>${value}</dd>`,
      )}</dl></section>`,
  );
  const count = [...groups.values()].reduce((total, entries) => total + entries.length, 0);
  return html`<details class="card full parameters"><summary><h2>Parameters</h2><span class="about">all ${count} of this run, defaults included</span></summary><div class="columns">${lists}</div></details>
`;
}

/** A list of plain values is one line, not one line an item. */
function isBranch(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const items = Object.values(value);
  return Array.isArray(value) ? items.some(isBranch) : items.length > 0;
}

function leaf(value: unknown): string {
  if (Array.isArray(value) && value.length > 0) return value.map(leaf).join(", ");
  return value === undefined || typeof value === "object" ? "none" : String(value);
}
