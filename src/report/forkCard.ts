import { compactUsd, exactUsd } from "../../web/format.js";
import type { Summary } from "../analysis/summary.ts";
import { card } from "./card.ts";
import type { CollectedRows } from "./collectRows.ts";
import { forkText } from "./forkText.ts";
import { html, type Markup } from "./html.ts";
import { figure, table } from "./table.ts";

type Fork = NonNullable<Summary["fork"]>;

/** What a forked run went on from and what was not known of it; nothing for any other run. */
export function forkCard({ fork }: Summary, rows: CollectedRows, parameters: Record<string, unknown>): Markup {
  if (fork === undefined) return html``;
  const lines = forkText(fork).map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`);
  return card({
    title: "Forked chain",
    about: "Where the run begins, whose accounts take part, what the lab took over and what was not known",
    span: "full",
    body: html`<dl class="facing">${lines}<dt>Block hash</dt><dd><code>${fork.blockHash}</code></dd></dl>${poolTable(fork, rows, parameters)}`,
    note: "Of a pool: USD paid for its first asset until that is 2 % cheaper, 10 % cheaper, and from there down to half its price; beside it what other pools of the same assets pay within 2 %.",
  });
}

/** How deep the real pools are, on the side that liquidators sell into. */
function poolTable(fork: Fork, { world }: CollectedRows, { pools }: Record<string, unknown>): Markup {
  const depths = Array.isArray(pools) ? pools.map(depthOf) : [];
  const lines = (world?.pools ?? []).map(({ name, fee, address }, i) => {
    const { within2PercentUsd, within10PercentUsd, beyondUsd } = depths[i] ?? {};
    const elsewhere = fork.pools.find((pool) => pool.address === address)?.elsewhereUsd;
    const depth = [within2PercentUsd, within10PercentUsd, beyondUsd, elsewhere].map(usd);
    return [name, `${fee / 10_000} %`, address, ...depth];
  });
  const heads = ["Pool", "Fee", "Address", "Within 2 %", "Within 10 %", "Beyond", "Other pools"];
  return lines.length === 0 ? html`` : table(heads, lines);
}

/** Of a pool's parameters; nothing of what is none. */
function depthOf(pool: unknown): Record<string, unknown> {
  const depth = typeof pool === "object" && pool !== null ? Reflect.get(pool, "depth") : undefined;
  return typeof depth === "object" && depth !== null ? { ...depth } : {};
}

function usd(amount: unknown) {
  return typeof amount === "string" ? figure(compactUsd(Number(amount)), exactUsd(amount)) : figure("–");
}
