import { compact, compactUsd, exactUsd, groupDigits } from "../../web/format.js";
import type { Summary } from "../analysis/summary.ts";
import { card } from "./card.ts";
import type { CollectedRows } from "./collectRows.ts";
import { html, type Markup } from "./html.ts";
import { plural } from "./plural.ts";

/** What speaks for and against the run itself: conservation, how it ended, what failed, what was left. */
export function checksCard(summary: Summary, rows: CollectedRows): Markup {
  const { conservation, stranded, defences, fork } = summary;
  const met =
    fork === undefined
      ? "every venue's cash meets its claims"
      : "no venue is shorter of its claims than before the run";
  const lines = [
    line(
      conservation.ok,
      "Conservation",
      conservation.ok
        ? `${met}; the largest rounding difference is ${groupDigits(conservation.maxErrorWei)} wei`
        : `a venue's cash does not meet its claims; the largest difference is ${groupDigits(conservation.maxErrorWei)} wei`,
    ),
    line(
      summary.converged,
      "End",
      `${summary.converged ? "converged" : "did not converge"} after ${compact(summary.blocks)} blocks${
        rows.endReason === undefined ? "" : `: ${rows.endReason}`
      }`,
    ),
    line(
      null,
      "Transactions",
      `${groupDigits(String(summary.transactions))} sent, ${groupDigits(String(summary.failedTransactions))} failed${failures(rows)}; ${compact(Number(summary.gasUsed))} gas`,
    ),
    leftLine(stranded, rows),
    ...exchangeLine(summary, rows),
    line(
      null,
      "Defences",
      defences.count === 0
        ? "no borrower acted before being liquidated"
        : `${compact(defences.accounts)} borrowers repaid ${compactUsd(Number(defences.repaidUsd))} in ${compact(defences.count)} steps, selling ${compactUsd(Number(defences.soldUsd))}`,
    ),
  ];
  return card({
    title: "Checks",
    about: "What speaks for and against this run",
    span: "narrow",
    body: html`<dl class="checks">${lines}</dl>`,
  });
}

/** Who could still be liquidated, and who owes with nothing left to seize. */
function leftLine({ count, debtUsd }: Summary["stranded"], rows: CollectedRows): Markup {
  const bare = endingBare(rows);
  const has = `${bare === 1 ? "owes" : "owe"} with nothing left to seize, which is bad debt`;
  const left = `${plural(count, "account")} ${count === 1 ? "is" : "are"} still below a health factor of 1, owing ${exactUsd(debtUsd)}`;
  if (bare === 0)
    return line(count === 0, "Left behind", count === 0 ? "no account is still below a health factor of 1" : left);
  const others = count === 0 ? "no other account is below a health factor of 1" : left;
  return line(false, "Left behind", `${plural(bare, "account")} ${has}; ${others}`);
}

/** Accounts of lending, vaults' among them, that end with debt at a health factor of 0. */
function endingBare({ accountsEnd, vaults }: CollectedRows): number {
  const owned = vaults.accounts.filter((row) => row.kind === "account" && row.phase === "end");
  return [...accountsEnd, ...owned].filter(
    (row) => row.kind === "account" && row.healthFactor !== "inf" && Number(row.healthFactor) === 0,
  ).length;
}

/** The exchange's own accounts, where there is one. */
function exchangeLine({ perps }: Summary, rows: CollectedRows): Markup[] {
  if (rows.perps.markets.length === 0) return [];
  const { count, notionalUsd } = perps.strandedPerps;
  const left = `${compact(count)} accounts are still below maintenance margin, with ${exactUsd(notionalUsd)} of positions`;
  return [line(count === 0, "Exchange", count === 0 ? "no account is still below maintenance margin" : left)];
}

/** `good` null is neither: a plain statement. */
function line(good: boolean | null, name: string, text: string): Markup {
  const mark = good === null ? "·" : good ? "✓" : "!";
  const tone = good === null ? "plain" : good ? "good" : "bad";
  return html`<dt class="${tone}"><span aria-hidden="true">${mark}</span> ${name}</dt><dd>${text}</dd>`;
}

function failures(rows: CollectedRows): string {
  const counts = new Map<string, number>();
  for (const row of rows.failed) {
    const key = `${row.agent} ${row.action}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const most = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, 4);
  return most.length === 0 ? "" : ` (${most.map(([key, count]) => `${key} ${count}`).join(", ")})`;
}
