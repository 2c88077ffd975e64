import { compact, compactUsd, percentText, priceText } from "../../web/format.js";
import type { Summary } from "../analysis/summary.ts";
import { type Colors, plainTable } from "./plainTable.ts";
import { priceChange, steeringText, timesText } from "./vaultCards.ts";

/** A line a vault, a line a venue, and which channels were cut, for a terminal; empty without vaults. */
export function vaultTables(summary: Summary, colors: Colors): string {
  if (Object.keys(summary.vaults).length === 0) return "";
  const cut = Object.entries(summary.contagion.channels).flatMap(([name, open]) => (open ? [] : [name]));
  const channels = cut.length === 0 ? "" : colors.yellow(`Channels cut: ${cut.join(", ")}.`);
  return [vaultTable(summary, colors), venueTable(summary, colors), channels]
    .filter((text) => text !== "")
    .join("\n\n");
}

function vaultTable({ vaults }: Summary, colors: Colors): string {
  const lines = Object.entries(vaults).map(([name, vault]) => [
    name,
    priceText(Number(vault.sharePriceEnd)),
    percentText(priceChange(vault)),
    ...[vault.navEndUsd, vault.liquidationNavEndUsd].map((usd) => compactUsd(Number(usd))),
    steeringText(vault),
    ...[vault.pendingSharesEndUsd, vault.redeemedUsd, vault.forcedSalesUsd].map((usd) => compactUsd(Number(usd))),
  ]);
  const heads = ["Vault", "Share", "Change", "NAV", "At once", "Steered", "Queue", "Redeemed", "Forced"];
  return plainTable(heads, lines, colors);
}

function venueTable({ contagion, layers }: Summary, colors: Colors): string {
  const lines = Object.entries(contagion.byVenue).map(([venue, sums]) => {
    const layer = layers.find((candidate) => candidate.venue === venue);
    return [
      venue,
      ...[sums.direct, sums.transmitted, sums.liquidations, sums.redemptions, sums.adl, sums.forcedSales].map(compact),
      ...[sums.usd, layer?.lostUsd ?? "0.00"].map((usd) => compactUsd(Number(usd))),
      timesText(layer?.nominalLeverageStart ?? null),
      timesText(layer?.effectiveLeverageStart ?? null),
    ];
  });
  const kinds = ["Direct", "Transmitted", "Liquidated", "Runs", "ADL", "Forced", "USD", "Lost", "Nominal", "Effective"];
  return plainTable(["Venue", ...kinds], lines, colors);
}
