import { compact, compactUsd, percentText } from "../../web/format.js";
import type { Summary } from "../analysis/summary.ts";
import { card } from "./card.ts";
import type { Markup } from "./html.ts";
import { figure, table } from "./table.ts";

/** How far each reserve was lent out, and what lenders could not take at the end. */
export function lenderCard({ lenders }: Summary): Markup {
  const { peakUtilisation, blocksAtFull, lockedUsdEnd } = lenders;
  const rows = Object.entries(peakUtilisation).map(([asset, peak]) => [
    asset,
    figure(percentText(peak), String(peak)),
    figure(compact(blocksAtFull[asset] ?? 0)),
  ]);
  return card({
    title: "Reserves",
    about: "How far each was lent out at most, and blocks that left less than a thousandth of it",
    span: "narrow",
    body: table(["Reserve", "Peak", "Blocks full"], rows),
    note:
      Number(lockedUsdEnd) > 0
        ? `Lenders end with ${compactUsd(Number(lockedUsdEnd))} that no cash is there for.`
        : "No reserve ends fully lent.",
  });
}
