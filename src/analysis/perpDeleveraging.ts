import { parseWad } from "../units.ts";
import { concentrationOf } from "./concentration.ts";
import { usdFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import { isForcedSale, shareOf } from "./perpSums.ts";
import type { Summary } from "./summary.ts";

type Deleveraging = Pick<
  Summary["perps"],
  "secondsToFirstAdl" | "deleveragedAccounts" | "deleveragedInProfitShare" | "overshootUsd" | "concentration"
>;

/**
 * Who was deleveraged, and how well it was aimed.
 *
 * - `secondsToFirstAdl`: time of the block of the first deleveraging less that of the first liquidation; null without either.
 * - `deleveragedInProfitShare`: of the accounts deleveraged, those whose positions together were in profit the first time.
 * - `overshootUsd`: Σ over rounds of what counterparties gave up beyond what the engine lacked when the round began.
 * - `concentration`: of what was given up, over the accounts that could have been asked: those that began the run on a
 *   side of a market which was deleveraged, and whoever was taken beside them.
 */
export function perpDeleveraging(): Metric<Deleveraging> {
  const taken = new Map<string, bigint>();
  const inProfit = new Map<string, boolean>();
  const sides = new Set<string>();
  const holders = new Map<string, string[]>();
  const firstBlock: { liquidation?: number; adl?: number } = {};
  let liquidationTime: number | undefined;
  let adlTime: number | undefined;
  let overshoot = 0n;

  return {
    read(row) {
      if (row.kind === "perpAccount" && row.phase === "start") {
        for (const [market, { size }] of Object.entries(row.positions)) {
          const side = `${market} ${size.startsWith("-") ? "short" : "long"}`;
          const known = holders.get(side) ?? [];
          known.push(row.account);
          holders.set(side, known);
        }
      }
      if (row.kind === "perpLiquidation" && isForcedSale(row)) firstBlock.liquidation ??= row.block;
      if (row.kind === "adl") {
        firstBlock.adl ??= row.block;
        taken.set(row.account, (taken.get(row.account) ?? 0n) + parseWad(row.takenUsd));
        sides.add(`${row.market} ${row.size.startsWith("-") ? "short" : "long"}`);
        if (!inProfit.has(row.account)) inProfit.set(row.account, row.accountInProfit);
      }
      if (row.kind === "adlRound") {
        const beyond = parseWad(row.takenUsd) - parseWad(row.deficitUsd);
        if (row.against === "engine" && beyond > 0n) overshoot += beyond;
      }
      if (row.kind !== "block") return;
      // A block's row stands after what happened in it.
      if (firstBlock.liquidation === row.block) liquidationTime = row.time;
      if (firstBlock.adl === row.block) adlTime = row.time;
    },
    result() {
      const asked = new Set([...[...sides].flatMap((side) => holders.get(side) ?? []), ...taken.keys()]);
      const winners = [...inProfit.values()].filter(Boolean).length;
      return {
        secondsToFirstAdl: liquidationTime === undefined || adlTime === undefined ? null : adlTime - liquidationTime,
        deleveragedAccounts: inProfit.size,
        deleveragedInProfitShare: shareOf(BigInt(winners), BigInt(inProfit.size)),
        overshootUsd: usdFigure(overshoot),
        concentration: concentrationOf([...asked].map((account) => taken.get(account) ?? 0n)),
      };
    },
  };
}
