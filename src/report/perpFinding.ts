import { compact, compactUsd, percentText } from "../../web/format.js";
import { isForcedSale } from "../analysis/perpSums.ts";
import type { Summary } from "../analysis/summary.ts";
import type { CollectedRows } from "./collectRows.ts";
import { html, type Markup } from "./html.ts";

/** What happened on the exchange, in the summary's own numbers: what was closed by force, and who paid. */
export function perpFinding({ perps, cascade }: Summary, rows: CollectedRows): Markup {
  const { all } = perps.liquidatedUsd;
  if (Number(all) === 0) return html`Nobody was liquidated on the exchange.`;
  const count = new Set(rows.perps.liquidations.filter(isForcedSale).map((row) => row.account)).size;
  const share = cascade.endogenousShare;
  const transmitted =
    share === null || share === 0 ? "" : `, ${percentText(share)} of all forced sales came of earlier ones`;
  return html`${strong(compactUsd(Number(all)))} of positions were taken from ${compact(count)} account${count === 1 ? "" : "s"}${transmitted}. ${payers(perps)}`;
}

function payers({ shortfall, adlTakenUsd, deleveragedAccounts }: Summary["perps"]): Markup {
  const paid = [
    part(shortfall.insurance, "the insurance fund paid"),
    Number(adlTakenUsd) > 0
      ? html`${compact(deleveragedAccounts)} ${deleveragedAccounts === 1 ? "counterparty" : "counterparties"} gave up ${strong(compactUsd(Number(adlTakenUsd)))}`
      : undefined,
    part(shortfall.pool, "the liquidity pool bore"),
    part(shortfall.uncovered, "nobody covered"),
  ].filter((sentence) => sentence !== undefined);
  if (paid.length === 0) return html`Their own margin covered every loss.`;
  const last = paid.length - 1;
  const joined = paid.map((sentence, i) => html`${i === 0 ? "" : i === last ? " and " : ", "}${sentence}`);
  return html`Beyond their own margin ${joined}.`;
}

function part(usd: string, words: string): Markup | undefined {
  return Number(usd) > 0 ? html`${words} ${strong(compactUsd(Number(usd)))}` : undefined;
}

function strong(text: string): Markup {
  return html`<strong>${text}</strong>`;
}
