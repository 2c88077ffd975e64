import { percentText, priceText } from "../../web/format.js";
import type { Summary } from "../analysis/summary.ts";
import { card } from "./card.ts";
import { html, type Markup } from "./html.ts";
import { type Cell, figure, table, usdCell } from "./table.ts";

type Vault = Summary["vaults"][string];

/** Every vault before and after; nothing without vaults. */
export function vaultCard({ vaults }: Summary): Markup {
  const rows = Object.entries(vaults).map(([name, vault]) => [
    `${name}, ${vault.kind}`,
    figure(priceText(Number(vault.sharePriceStart)), vault.sharePriceStart),
    figure(priceText(Number(vault.sharePriceEnd)), vault.sharePriceEnd),
    figure(percentText(priceChange(vault))),
    usdCell(vault.navStartUsd),
    usdCell(vault.navEndUsd),
    usdCell(vault.liquidationNavEndUsd),
    figure(gapText(vault)),
    figure(steeringText(vault)),
    usdCell(vault.pendingSharesEndUsd),
    usdCell(vault.redeemedUsd),
    usdCell(vault.forcedSalesUsd),
  ]);
  if (rows.length === 0) return html``;
  const price = ["Share price", "at the end", "Change"];
  const worth = ["NAV", "at the end", "Sold at once", "Gap"];
  return card({
    title: "Vaults",
    about:
      "Share price in the vault's asset; net assets at the oracle beside what selling everything at once would leave",
    span: "full",
    body: table(["Vault", ...price, ...worth, "Leverage or hedge", "In the queue", "Redeemed", "Forced sales"], rows),
  });
}

/** What each venue's own holders lost, and leverage as the venue sees it beside what holders have; nothing without vaults. */
export function layerCard({ layers, vaults, leverage }: Summary): Markup {
  if (Object.keys(vaults).length === 0) return html``;
  const rows = layers.map((layer) => [
    layer.venue,
    usdCell(layer.equityStartUsd),
    usdCell(layer.equityEndUsd),
    usdCell(layer.lostUsd),
    timesCell(layer.nominalLeverageStart),
    timesCell(layer.effectiveLeverageStart),
    timesCell(layer.nominalLeverageEnd),
    timesCell(layer.effectiveLeverageEnd),
  ]);
  const levers = ["Nominal before", "Effective before", "Nominal after", "Effective after"];
  return card({
    title: "What each layer lost",
    about:
      "USD at reference prices, moves in and out set aside. Leverage as the venue sees its accounts, beside what those in it have over all venues, shares looked through",
    span: "full",
    body: table(["Layer", "Equity before", "after", "Lost", ...levers], rows),
    note: `All holders together: ${timesText(leverage.systemicStart)} before, ${timesText(leverage.systemicEnd)} after. A share that is collateral stands in its vault's layer and in the one where it is pledged.`,
  });
}

/** How much of its start a share's price gained or, below zero, lost. */
export function priceChange({ sharePriceStart, sharePriceEnd }: Vault): number {
  return Number(sharePriceEnd) / Number(sharePriceStart) - 1;
}

/** What a vault is steered by: leverage of a loop, hedge of a basis vault. */
export function steeringText({ kind, leverageStart, leverageEnd, hedgeRatioEnd }: Vault): string {
  if (kind === "basis") return hedgeRatioEnd === null ? "–" : `${percentText(hedgeRatioEnd)} hedged`;
  return `${timesText(leverageStart)} → ${timesText(leverageEnd)}`;
}

function gapText({ navEndUsd, liquidationNavEndUsd }: Vault): string {
  if (Number(navEndUsd) <= 0) return "–";
  return percentText(Number(liquidationNavEndUsd) / Number(navEndUsd) - 1);
}

export function timesText(leverage: number | null): string {
  return leverage === null ? "–" : `${leverage.toFixed(2)}×`;
}

function timesCell(leverage: number | null): Cell {
  return figure(timesText(leverage), leverage === null ? undefined : String(leverage));
}
