import pico from "picocolors";
import { compact, compactUsd } from "../../web/format.js";
import { type Colors, plainTable } from "../report/plainTable.ts";
import { heldText } from "./guards/heldText.ts";
import { tripText } from "./guards/tripText.ts";
import type { PassOutcome } from "./liquidationPass.ts";
import { perpPassText } from "./perpPassText.ts";
import { accountWords, healthWords } from "./words.ts";

const QUIET = "No lending position was liquidated: every one is at a health factor of 1 or more.";

/** What `faultline liquidate` prints: a line a liquidation, what failed, and who may still be liquidated. */
export function liquidationText(outcome: PassOutcome, colors: Colors = pico): string {
  const { liquidations, failed, left, perps, controls } = outcome;
  const isQuiet = perps !== null && liquidations.length + failed.length + left.length === 0;
  const lending = isQuiet ? colors.dim(QUIET) : lendingText(outcome, colors);
  return [
    outcome.venues.includes("lending") ? lending : "",
    perps === null ? "" : perpPassText(perps, colors),
    controls === null ? "" : heldText(controls.held, colors),
    controls === null ? "" : tripText(controls.trips, controls.stopped, colors),
  ]
    .filter(Boolean)
    .join("\n\n");
}

function lendingText({ liquidations, failed, left, controls }: PassOutcome, colors: Colors): string {
  const usd = (decimal: string) => compactUsd(Number(decimal));
  const lines = liquidations.map((line) => [
    accountWords(line, colors),
    `${compact(Number(line.collateralSeized))} ${line.collateralAsset}`,
    usd(line.debtRepaidUsd),
    colors.green(usd(line.profitUsd)),
    Number(line.badDebtUsd) === 0 ? "–" : colors.red(usd(line.badDebtUsd)),
    `${healthWords(line.healthFactorBefore, colors)} → ${healthWords(line.healthFactorAfter, colors)}`,
    line.agent,
  ]);
  const heads = ["Liquidated", "Seized", "Debt repaid", "Profit", "Bad debt", "Health factor", "By"];
  const sum = (key: "debtRepaidUsd" | "profitUsd") =>
    compactUsd(liquidations.reduce((total, line) => total + Number(line[key]), 0));
  const failures = failed.map(({ account, agent, reason }) => colors.red(`${agent} failed on ${account}: ${reason}`));
  return [
    lines.length === 0 ? "" : plainTable(heads, lines, colors),
    lines.length === 0
      ? "Nothing was liquidated."
      : `${colors.bold(String(lines.length))} liquidated, ${sum("debtRepaidUsd")} repaid, ${sum("profitUsd")} profit before gas.`,
    failures.join("\n"),
    leftWords(left.length, lines.length > 0, controls !== null && controls.held.length > 0, colors),
  ]
    .filter(Boolean)
    .join("\n\n");
}

function leftWords(left: number, acted: boolean, isHeld: boolean, colors: Colors): string {
  if (left === 0) return colors.dim("Every position is at a health factor of 1 or more.");
  const accounts = `${left} ${left === 1 ? "position is" : "positions are"} still below a health factor of 1`;
  if (isHeld) return colors.yellow(`${accounts}.`);
  return colors.yellow(
    acted ? `${accounts}: run it again for another pass.` : `${accounts}, and none is worth a liquidator's while.`,
  );
}
