import { compact, compactUsd, percentText } from "../../web/format.js";
import type { Summary } from "../analysis/summary.ts";
import { html, type Markup, raw } from "./html.ts";
import { plural } from "./plural.ts";
import { timesText } from "./vaultCards.ts";
import { worstVault } from "./vaultHeadlines.ts";

/** How far trouble went through vaults, and what it cost their holders, in two or three sentences. */
export function vaultFinding(summary: Summary): Markup {
  return html`${spread(summary.contagion)} ${shares(summary)}${atWorst(summary)}${locked(summary)}`;
}

function spread({ events, transmitted, venuesReached, byRound, channels }: Summary["contagion"]): Markup {
  const cut = Object.entries(channels).flatMap(([name, open]) => (open ? [] : [name]));
  const without = cut.length === 0 ? "" : ` with ${cut.join(" and ")} cut`;
  if (events === 0) return html`Nothing was forced on anybody${without}.`;
  if (transmitted === 0)
    return html`None of ${compact(events)} forced events${without} was ${strong("transmitted")}: the outside alone explains them all.`;
  const rounds = byRound.at(-1)?.round ?? 0;
  return html`${strong(`${compact(transmitted)} of ${compact(events)}`)} forced events${without} followed from earlier ones: trouble reached ${strong(plural(venuesReached, "venue"))} in ${plural(rounds, "further round")}.`;
}

function shares(summary: Summary): Markup {
  const [name, change] = worstVault(summary) ?? ["", 0];
  const { systemicStart, nominalByVenue } = summary.leverage;
  const nominal = nominalByVenue[name]?.start ?? null;
  const lost = summary.layers.find(({ venue }) => venue === name)?.lostUsd ?? "0.00";
  if (change > -0.0005) return html`No share lost against its vault's asset.`;
  const levered =
    nominal === null
      ? raw("")
      : html`, levered ${timesText(nominal)} where all holders together are ${timesText(systemicStart)}`;
  return html`A share of ${name} lost ${strong(percentText(-change))} against its vault's asset and its holders ${strong(compactUsd(Number(lost)))}${levered}.`;
}

/** What stood unrecognised for a while is otherwise seen by nobody: the end's figures say nothing of it. */
function atWorst({ badDebtUsd }: Summary): Markup {
  const peak = Number(badDebtUsd.economicPeak ?? 0);
  if (peak <= Number(badDebtUsd.economic)) return html``;
  return html` At its worst ${strong(compactUsd(peak))} of debt on the books was beyond its collateral.`;
}

function locked({ lenders }: Summary): Markup {
  if (Number(lenders.lockedUsdEnd) <= 0) return html``;
  return html` Lenders cannot take out ${strong(compactUsd(Number(lenders.lockedUsdEnd)))}.`;
}

function strong(text: string): Markup {
  return html`<strong>${text}</strong>`;
}
