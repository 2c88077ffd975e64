import { compact, compactUsd } from "../../web/format.js";
import type { Summary } from "../analysis/summary.ts";
import { controlWord } from "./controlWords.ts";
import { hoursText } from "./hoursText.ts";
import { type Colors, plainTable } from "./plainTable.ts";
import { plural } from "./plural.ts";

/** What controls did and what they cost, for a terminal; empty where none is switched on. */
export function controlTable({ controls }: Summary, colors: Colors): string {
  const { active, trips, refused } = controls;
  if (active.length === 0) return "";
  const lines = active.map((control) => [
    controlWord(control),
    compact(trips[control] ?? 0),
    compact(refused.byControl[control]?.count ?? 0),
    compactUsd(Number(refused.byControl[control]?.usd ?? 0)),
  ]);
  const table = plainTable(["Control", "Trips", "Refused", "USD"], lines, colors);
  return [table, costs(controls).join("\n")].filter((text) => text !== "").join("\n\n");
}

/** One line each of what there was. */
function costs(controls: Summary["controls"]): string[] {
  const { openings, blockedExits, heldLiquidations, haltedBlocks, observed } = controls;
  const usd = (decimal: string) => compactUsd(Number(decimal));
  return [
    openings.accounts > 0 ? `Openings cut short: ${plural(openings.accounts, "account")}, ${usd(openings.usd)}.` : "",
    blockedExits.count > 0
      ? `Kept in: ${plural(blockedExits.count, "holder")}, ${usd(blockedExits.usd)}, ${hoursText(blockedExits.blockHours)} in all.`
      : "",
    heldLiquidations.accounts > 0
      ? `Liquidations held: ${plural(heldLiquidations.accounts, "account")}, ${usd(heldLiquidations.usd)} of debt.`
      : "",
    haltedBlocks > 0 ? `Halted: ${plural(haltedBlocks, "block")}.` : "",
    observed > 0 ? `Would have been refused: ${plural(observed, "action")}.` : "",
  ].filter(Boolean);
}
