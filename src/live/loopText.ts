import pico from "picocolors";
import { compact, groupDigits, priceText } from "../../web/format.js";
import type { Colors } from "../report/plainTable.ts";
import { formatDecimal } from "../units.ts";
import type { LoopPlan } from "./loopPlan.ts";
import type { LoopStep } from "./loopSteps.ts";
import { healthWords } from "./words.ts";

/** Column widths: a table that grows line by line cannot wait for its widest cell. */
const WIDTHS = [4, 14, 14, 12, 12, 11, 15, 19];
const HEADS = ["Step", "Borrowed", "Supplied", "Collateral", "Debt", "Leverage", "Health factor", "Liquidation price"];

/** What stands above the steps: what is about to be built, and the heads of its columns. */
export function loopHead(
  { collateral, debt, equity, target, iterations, share }: LoopPlan,
  colors: Colors = pico,
): string {
  const pair = `${formatDecimal(equity, collateral.decimals)} ${collateral.symbol} against ${debt.symbol}`;
  const by =
    iterations === undefined
      ? "one flash loan"
      : `${iterations} steps, each borrowing ${formatDecimal(share, 16, 1)} % of the last deposit`;
  return `${colors.bold(pair)} ${colors.dim(`to ${formatDecimal(target, 18, 2)}× by ${by}`)}\n\n${colors.dim(aligned(HEADS, HEADS))}`;
}

/** One line of the growing table. */
export function loopLine(step: LoopStep, { collateral, debt }: LoopPlan, colors: Colors = pico): string {
  const { position } = step;
  const amount = (value: bigint, reserve: { decimals: number; symbol: string }) =>
    value === 0n ? "–" : `${sizeWords(Number(formatDecimal(value, reserve.decimals)))} ${reserve.symbol}`;
  const cells = [
    String(step.step),
    amount(step.borrowed, debt),
    amount(step.supplied, collateral),
    wholeUsd(position.collateralUsd),
    wholeUsd(position.debtUsd),
    position.leverage === "inf" ? "no equity" : `${Number(position.leverage).toFixed(3)}×`,
    healthWords(position.healthFactor, pico.createColors(false)),
    position.liquidationPrice === null
      ? "–"
      : `${position.liquidationAsset} ${priceText(Number(position.liquidationPrice))}`,
  ];
  const painted = cells.map((cell, i) => (i === HEALTH ? healthWords(position.healthFactor, colors) : cell));
  return aligned(cells, painted);
}

const HEALTH = 6;

function sizeWords(amount: number): string {
  return amount < 1 ? amount.toPrecision(3) : compact(amount);
}

function wholeUsd(decimal: string): string {
  return `$${groupDigits(Number(decimal).toFixed(0))}`;
}

/** Pads each cell to its column by what it shows, whatever it is painted with; the first to the left. */
function aligned(shown: readonly string[], painted: readonly string[]): string {
  return painted
    .map((cell, i) => {
      const gap = " ".repeat(Math.max(0, (WIDTHS[i] ?? 0) - (shown[i] ?? "").length));
      return i === 0 ? cell + gap : gap + cell;
    })
    .join("");
}

/** A step for machines: amounts in whole tokens. */
export function loopJson(step: LoopStep, { collateral, debt }: LoopPlan): object {
  return {
    step: step.step,
    borrowed: formatDecimal(step.borrowed, debt.decimals),
    supplied: formatDecimal(step.supplied, collateral.decimals),
    ...step.position,
    transactions: step.transactions,
    gasUsed: step.gasUsed.toString(),
  };
}
