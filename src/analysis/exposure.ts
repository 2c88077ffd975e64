import type { Row } from "../trace/row.ts";
import { parseWad } from "../units.ts";
import { isHolderRow } from "./accounts.ts";
import { Factors } from "./factors.ts";
import { required, usdFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import { ShareStates } from "./shareStates.ts";
import type { Summary } from "./summary.ts";

type HolderRow = Extract<Row, { kind: "account" | "perpAccount" | "shareholder" }>;

/**
 * What all external holders are long and short of each factor (`factors.ts`) at the start, USD at the starting prices,
 * vault shares looked through. A perpetual position is long or short its market's asset by its notional; cash on the
 * exchange is exposed to nothing.
 */
export function exposure(): Metric<Summary["leverage"]["exposureStart"]> {
  const states = new ShareStates();
  const holders: HolderRow[] = [];
  let markets: Readonly<Record<string, string>> | undefined;

  return {
    read(row) {
      states.read(row);
      if (row.kind === "world") markets = row.perps?.markets ?? {};
      if (isHolderRow(row) && row.phase === "start") holders.push(row);
    },
    result() {
      const factors = new Factors();
      if (holders.length === 0) return {};
      const known = required(markets, "world row");
      const shares = states.tokensAt("start");
      for (const row of holders) {
        if (row.kind === "shareholder") {
          shares.expose(factors, shares.claimsOf(row.shares), "long");
          shares.expose(factors, row.wallet, "long");
          continue;
        }
        shares.expose(factors, row.collateral, "long");
        if (row.kind === "account") shares.expose(factors, row.debt, "short");
        else
          for (const [market, { size, notionalUsd }] of Object.entries(row.positions))
            factors.add(known[market] ?? market, size.startsWith("-") ? "short" : "long", parseWad(notionalUsd));
      }
      return Object.fromEntries(
        factors
          .sorted()
          .map(([factor, { long, short }]) => [
            factor,
            { longUsd: usdFigure(long), shortUsd: usdFigure(short), netUsd: usdFigure(long - short) },
          ]),
      );
    },
  };
}
