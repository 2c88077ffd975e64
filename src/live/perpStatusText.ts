import pico from "picocolors";
import { compact, compactUsd, exactUsd, priceText } from "../../web/format.js";
import { type Colors, plainTable } from "../report/plainTable.ts";
import type { PerpMarketLine, PerpStatus } from "./perpStatus.ts";
import { amountWords, fundingWords, gainWords, PERP_HEADS, perpCells, sizeWords } from "./perpWords.ts";
import { accountWords } from "./words.ts";

/** What `faultline status` prints of the exchange: markets, the funds behind them, positions; at most `most` of these. */
export function perpStatusText(status: PerpStatus, most: number, colors: Colors = pico): string {
  const shown = status.positions.slice(0, most);
  const more = status.positions.length - shown.length;
  return [
    plainTable(
      ["Market", "Index", "Mark", "Skew", "Longs", "Shorts", "Funding a day", "Engine"],
      status.markets.map((line) => marketCells(line, colors)),
      colors,
    ),
    fundWords(status, colors),
    shown.length === 0
      ? colors.dim("Nobody has a perp position.")
      : plainTable(
          ["Perp position", ...PERP_HEADS],
          shown.map((row) => [accountWords(row, colors), ...perpCells(row, colors)]),
          colors,
        ),
    more > 0 ? colors.dim(`and ${compact(more)} more with a higher margin ratio`) : "",
  ]
    .filter(Boolean)
    .join("\n\n");
}

function marketCells(line: PerpMarketLine, colors: Colors): string[] {
  const side = (size: string, usd: string) =>
    Number(size) === 0 ? "–" : `${amountWords(size)} · ${compactUsd(Number(usd))}`;
  const status = line.status === "open" ? "" : colors.yellow(` ${line.status}`);
  const engine = `${sizeWords({ size: line.engineSize, market: line.market })} ${gainWords(line.engineProfitUsd, colors)}`;
  return [
    `${line.market}${status}`,
    `$${priceText(Number(line.index))}`,
    `$${priceText(Number(line.mark))}`,
    Number(line.skew) === 0 ? "–" : sizeWords({ size: line.skew, market: line.market }),
    side(line.longSize, line.longUsd),
    side(line.shortSize, line.shortUsd),
    fundingWords(line.fundingRate),
    Number(line.engineSize) === 0 ? "–" : engine,
  ];
}

function fundWords(status: PerpStatus, colors: Colors): string {
  const usd = (decimal: string) => exactUsd(Number(decimal).toFixed(0));
  const parts = [
    `Insurance fund ${usd(status.insuranceUsd)}`,
    status.engineEquityUsd === status.insuranceUsd ? "" : `engine equity ${usd(status.engineEquityUsd)}`,
    `liquidity pool NAV ${usd(status.poolUsd)}`,
    `settled margin ${usd(status.settledUsd)}`,
    Number(status.unpaidUsd) === 0 ? "" : colors.red(`unpaid profit ${usd(status.unpaidUsd)}`),
    status.orders === 0 ? "" : `${status.orders} ${status.orders === 1 ? "order waits" : "orders wait"} for a block`,
  ];
  return parts.filter(Boolean).join(colors.dim(" · "));
}
