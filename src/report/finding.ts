import { compact, compactUsd, percentText } from "../../web/format.js";
import type { Summary } from "../analysis/summary.ts";
import { LENDING } from "../analysis/venue.ts";
import type { CollectedRows } from "./collectRows.ts";
import { exogenousFall } from "./exogenousFall.ts";
import { html, type Markup } from "./html.ts";
import { isPerpsOnly } from "./isPerpsOnly.ts";
import { mainAsset, priceFall } from "./mainAsset.ts";
import { perpFinding } from "./perpFinding.ts";
import { plural } from "./plural.ts";
import { vaultFinding } from "./vaultFinding.ts";

/** What happened, in two or three sentences that use nothing but the summary's own numbers. */
export function finding(summary: Summary, rows: CollectedRows): Markup {
  const isExchange = rows.perps.markets.length > 0;
  if (isPerpsOnly(rows)) return html`${fallSentence(summary, rows)} ${perpFinding(summary, rows)}`;
  const lending = isExchange ? onlyLending(summary, rows) : summary;
  const found = html`${fallSentence(summary, rows)} ${liquidationSentence(lending)} ${lossSentence(lending)}`;
  const all = isExchange ? html`${found} ${perpFinding(summary, rows)}` : found;
  return rows.vaults.states.length > 0 ? html`${all} ${vaultFinding(summary)}` : all;
}

/** The summary with the lending venue's own sums in place of those over all venues. */
function onlyLending(summary: Summary, { liquidations, deficits }: CollectedRows): Summary {
  const { badDebtUsd, cascade } = summary;
  const sums = summary.liquidations.byVenue[LENDING] ?? { count: 0, collateralUsd: "0.00", debtRepaidUsd: "0.00" };
  const lost = badDebtUsd.byVenue[LENDING] ?? { recognised: "0.00", economic: "0.00" };
  // Debt that no rule writes off is in `economic` already, though it is recognised.
  const writtenOff = deficits.reduce((sum, { amountUsd }) => sum + Number(amountUsd), 0);
  const ultimate = (writtenOff + Number(lost.economic)).toFixed(2);
  const accounts = new Set(liquidations.map((row) => row.account)).size;
  return {
    ...summary,
    liquidations: { ...summary.liquidations, ...sums, accounts },
    badDebtUsd: { ...badDebtUsd, ...lost, ultimate },
    cascade: { ...cascade, endogenousShare: null },
  };
}

function fallSentence(summary: Summary, rows: CollectedRows): Markup {
  const asset = mainAsset(summary);
  const price = asset === undefined ? undefined : summary.prices[asset];
  if (asset === undefined || price === undefined || priceFall(price) < 0.001) return html`No oracle price fell.`;
  const alone = exogenousFall(summary, rows);
  const factor = summary.cascade.amplification[asset];
  const fell = html`The oracle price of ${asset} fell ${strong(percentText(priceFall(price)))}`;
  if (alone === null || factor === null || factor === undefined) return html`${fell}.`;
  if (factor < 1.005) return html`${fell}, all of it by itself.`;
  return html`${fell}, of which the exogenous path explains ${percentText(alone)}: selling made the fall ${strong(`${factor.toFixed(2)}×`)} as deep.`;
}

function liquidationSentence({ liquidations, cascade }: Summary): Markup {
  if (liquidations.count === 0) return html`Nobody was liquidated.`;
  const share = cascade.endogenousShare;
  const accounts = `${compact(liquidations.accounts)} account${liquidations.accounts === 1 ? "" : "s"}`;
  const sold = strong(compactUsd(Number(liquidations.collateralUsd)));
  if (share === null) return html`${accounts} lost ${sold} of collateral to liquidators.`;
  return html`${accounts} lost ${sold} of collateral to liquidators, ${strong(percentText(share))} of it sold because of earlier forced sales.`;
}

function lossSentence({ badDebtUsd, stranded, fork }: Summary): Markup {
  const lost = Number(badDebtUsd.ultimate);
  const before = fork?.accounts;
  // A real chain has bad debt and unhealthy accounts of its own.
  if (lost > 0) {
    const standing = Number(before?.badDebtUsd ?? 0);
    const was = standing > 0 && `, ${compactUsd(standing)} before the run`;
    return html`${strong(compactUsd(lost))} of debt was not covered by its collateral${was}.`;
  }
  if (stranded.count > 0) {
    const was =
      (before?.belowOne.count ?? 0) > 0 && `, where ${compact(before?.belowOne.count ?? 0)} were before the run`;
    return html`No debt was left uncovered, but ${plural(stranded.count, "account")} ${stranded.count === 1 ? "stays" : "stay"} below 1${was}.`;
  }
  return html`No debt was left uncovered.`;
}

function strong(text: string): Markup {
  return html`<strong>${text}</strong>`;
}
