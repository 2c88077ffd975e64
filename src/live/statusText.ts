import pico from "picocolors";
import { compact, percentText, priceText, utcText } from "../../web/format.js";
import { type Colors, plainTable } from "../report/plainTable.ts";
import { guardStatusText } from "./guards/guardStatusText.ts";
import type { NodeStatus } from "./nodeStatus.ts";
import { perpStatusText } from "./perpStatusText.ts";
import { vaultStatusText } from "./vaultStatusText.ts";
import { accountWords, POSITION_HEADS, positionCells } from "./words.ts";

/** Gaps between pool and reference below this are the pool's fee, not news. */
const NOTABLE_GAP = 0.0005;
/** Accounts that are shown against the cap. */
const LEVERED = 6;

/** What `faultline status` prints; at most `most` positions a venue. */
export function statusText(status: NodeStatus, most: number, colors: Colors = pico): string {
  const head = `${colors.bold(status.rpc)}  ${colors.dim(`block ${compact(status.block)} · ${utcText(status.time)}`)}`;
  const prices = Object.entries(status.prices).map(([asset, { oracle, pool, reference }]) => [
    asset,
    `$${priceText(Number(oracle))}`,
    pool === null ? "–" : `$${priceText(Number(pool))}${gapWords(Number(pool) / Number(reference) - 1, colors)}`,
    `$${priceText(Number(reference))}`,
  ]);
  const reserves = status.reserves.map((reserve) => [
    reserve.asset,
    compact(Number(reserve.supplied)),
    compact(Number(reserve.borrowed)),
    percentText(reserve.utilisation),
    percentText(reserve.supplyRate, 2),
    percentText(reserve.borrowRate, 2),
    Number(reserve.deficit) === 0 ? "–" : colors.red(compact(Number(reserve.deficit))),
  ]);
  const shown = status.positions.slice(0, most);
  const more = status.positions.length - shown.length;
  return [
    head,
    plainTable(["Price", "Oracle", "Pool", "Reference"], prices, colors),
    reserves.length === 0
      ? ""
      : plainTable(
          ["Reserve", "Supplied", "Borrowed", "Utilisation", "Supply rate", "Borrow rate", "Bad debt"],
          reserves,
          colors,
        ),
    shown.length === 0
      ? reserves.length === 0
        ? ""
        : colors.dim("Nobody has debt.")
      : plainTable(
          ["Position", ...POSITION_HEADS],
          shown.map((row) => [accountWords(row, colors), ...positionCells(row, colors)]),
          colors,
        ),
    more > 0 ? colors.dim(`and ${compact(more)} more with a higher health factor`) : "",
    vaultStatusText(status.vaults, status.time, colors),
    status.perps === null ? "" : perpStatusText(status.perps, most, colors),
    status.controls === null ? "" : guardStatusText(status.controls, Math.min(most, LEVERED), colors),
  ]
    .filter(Boolean)
    .join("\n\n");
}

function gapWords(gap: number, colors: Colors): string {
  return Math.abs(gap) < NOTABLE_GAP ? "" : colors.yellow(` ${gap > 0 ? "+" : ""}${percentText(gap)}`);
}
