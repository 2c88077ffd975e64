import pico from "picocolors";
import { compact, compactUsd, priceText } from "../../web/format.js";
import { type Colors, plainTable } from "../report/plainTable.ts";
import type { PerpEventLine } from "./perpEventLine.ts";
import type { PerpPassOutcome } from "./perpPass.ts";
import { gainWords, sizeWords } from "./perpWords.ts";
import { accountWords } from "./words.ts";

/** Who bears a loss, as a sentence has it. */
const BEARERS: Readonly<Record<string, string>> = {
  insurance: "the insurance fund",
  deleveraged: "deleveraged counterparties",
  pool: "the liquidity pool",
  uncovered: "nobody: the pool cannot pay it",
};

const TAKEOVER =
  "Taken over: too little margin was left, so the engine has the position at its bankruptcy price, and closes it (disposed).";

/** What `faultline liquidate` prints of the exchange: every step, who was deleveraged, who bore losses, who is left. */
export function perpPassText({ steps, failed, left, engine }: PerpPassOutcome, colors: Colors = pico): string {
  const of = (step: PerpEventLine["step"]) => steps.filter((line) => line.step === step);
  const closing = steps.filter(({ step }) => step !== "deleveraged" && step !== "loss borne");
  return [
    closing.length === 0
      ? ""
      : plainTable(
          ["Perps", "Account", "Size", "Price", "Bankruptcy price", "Profit", "Penalty", "Reward", "By"],
          closing.map((line) => closingCells(line, colors)),
          colors,
        ),
    of("deleveraged").length === 0
      ? ""
      : plainTable(
          ["Deleveraged", "Size", "Price", "Score", "Profit", "Taken", "By"],
          of("deleveraged").map((line) => deleveragedCells(line, colors)),
          colors,
        ),
    steps.length === 0 ? "" : countWords(steps, colors),
    of("taken over").length === 0 ? "" : colors.dim(TAKEOVER),
    lossWords(of("loss borne")),
    failed
      .map(({ subject, action, agent, reason }) => colors.red(`${agent} failed to ${action} ${subject}: ${reason}`))
      .join("\n"),
    leftWords(new Set(left.map(({ account }) => account)).size, steps.length > 0, colors),
    engineWords(engine, colors),
  ]
    .filter(Boolean)
    .join("\n\n");
}

function closingCells(line: PerpEventLine, colors: Colors): string[] {
  const usd = (decimal: string | null) =>
    decimal === null || Number(decimal) === 0 ? "–" : compactUsd(Number(decimal));
  const stage = line.stage === null ? "" : ` ${line.stage}`;
  const isToken = line.step === "seized" || line.step === "sold";
  return [
    `${line.step}${stage}`,
    line.account === null ? "" : accountWords({ account: line.account, group: line.group }, colors),
    isToken ? `${compact(Number(line.size))} ${line.market}` : sizeOf(line),
    price(line.price),
    price(line.bankruptcyPrice),
    line.pnlUsd === null ? "–" : gainWords(line.pnlUsd, colors),
    usd(line.penaltyUsd),
    usd(line.rewardUsd),
    line.agent,
  ];
}

function deleveragedCells(line: PerpEventLine, colors: Colors): string[] {
  return [
    accountWords({ account: line.account ?? "", group: line.group }, colors),
    sizeOf(line),
    price(line.price),
    Number(line.score).toPrecision(4),
    gainWords(line.pnlUsd ?? "0", colors),
    compactUsd(Number(line.takenUsd)),
    line.agent,
  ];
}

function sizeOf({ size, market }: PerpEventLine): string {
  return size === null || market === null ? "–" : sizeWords({ size, market });
}

function price(decimal: string | null): string {
  return decimal === null ? "–" : `$${priceText(Number(decimal))}`;
}

/** How many accounts lost something, and what happened, in the order in which it first did. */
function countWords(steps: readonly PerpEventLine[], colors: Colors): string {
  const hit = steps.filter(({ step }) => step === "liquidated" || step === "taken over");
  const accounts = new Set(hit.map(({ account }) => account)).size;
  const counts = new Map<string, number>();
  for (const { step } of steps) if (step !== "loss borne") counts.set(step, (counts.get(step) ?? 0) + 1);
  const happened = [...counts].map(([step, count]) => `${count} ${step}`).join(", ");
  return `${colors.bold(String(accounts))} perp ${accounts === 1 ? "account" : "accounts"} liquidated: ${happened}.`;
}

function lossWords(losses: readonly PerpEventLine[]): string {
  const sums = new Map<string, number>();
  for (const { by, takenUsd } of losses) sums.set(by ?? "", (sums.get(by ?? "") ?? 0) + Number(takenUsd));
  if (sums.size === 0) return "";
  const parts = [...sums].map(([by, usd]) => `${compactUsd(usd)} by ${BEARERS[by] ?? by}`);
  return `Losses beyond margin were borne: ${parts.join(", ")}.`;
}

function leftWords(left: number, acted: boolean, colors: Colors): string {
  if (left === 0) {
    const well = "is at a margin ratio of 1 or more.";
    return colors.dim(acted ? `Every perp account ${well}` : `No perp account was liquidated: every one ${well}`);
  }
  const accounts = left === 1 ? "1 perp account is" : `${left} perp accounts are`;
  return colors.yellow(`${accounts} still below a margin ratio of 1: a cool-down or a window must pass first.`);
}

function engineWords(engine: PerpPassOutcome["engine"], colors: Colors): string {
  const held = Object.entries(engine).map(([market, size]) => sizeWords({ size, market }));
  return held.length === 0 ? "" : colors.yellow(`The liquidation engine still holds ${held.join(", ")}.`);
}
