import pico from "picocolors";
import { groupDigits, percentText } from "../../../web/format.js";
import { type Colors, plainTable } from "../../report/plainTable.ts";
import { plural } from "../../report/plural.ts";
import { formatDecimal } from "../../units.ts";
import { moneyText } from "./money.ts";
import type { Positions } from "./positions.ts";
import { type AccountSums, type ReserveSums, summarizePositions } from "./positionsSummary.ts";

/** Reserves with a line of their own. */
const SHOWN = 8;

/** What stands in a terminal at the end of a discovery: health, reserves, and whether anybody is missing. */
export function positionsText(positions: Positions, colors: Colors = pico): string {
  const { unit, source, candidates } = positions;
  const { all, below, reserves, isComplete } = summarizePositions(positions);
  const money = (value: bigint | null) => (value === null ? "no price" : moneyText(value, unit));
  const line = (name: string, { accounts, debtValue, collateralValue }: AccountSums) => [
    name,
    groupDigits(String(accounts)),
    money(debtValue),
    money(collateralValue),
  ];
  const health = [
    ...below.map((sums) => line(`below ${formatDecimal(sums.healthFactor, 18)}`, sums)),
    line("all borrowers", all),
  ];
  const used = reserves.filter(({ collateralValue, debtValue }) => collateralValue !== 0n || debtValue !== 0n);
  const lines = used
    .slice(0, SHOWN)
    .map((reserve) => [reserve.symbol, money(reserve.collateralValue), money(reserve.debtValue), foundText(reserve)]);
  const rest = used.length > SHOWN ? `\n${colors.dim(`and ${plural(used.length - SHOWN, "reserve")} more`)}` : "";
  const looked = source.from === "events" ? `events since block ${groupDigits(String(source.firstBlock))}` : "a file";
  const missing = reserves.filter(({ scaledDebt, scaledDebtFound }) => scaledDebt !== scaledDebtFound);
  return [
    plainTable(["Health factor", "Accounts", "Debt", "Collateral"], health, colors),
    `${plainTable(["Reserve", "Collateral", "Debt", "Debt found"], lines, colors)}${rest}`,
    `${groupDigits(String(candidates))} accounts of ${looked} were looked at.\n${
      isComplete
        ? `${colors.green("Complete")}: all debt of the pool is owed by accounts found.`
        : `${colors.yellow("Not complete")}: somebody who was not found owes ${missing.map(({ symbol }) => symbol).join(", ")}.`
    }`,
  ].join("\n\n");
}

/** Share of a reserve's debt that accounts found owe; never rounded up to all of it. */
function foundText({ scaledDebt, scaledDebtFound }: ReserveSums): string {
  if (scaledDebt === 0n) return "–";
  if (scaledDebt === scaledDebtFound) return "all";
  return percentText(Number((scaledDebtFound * 10_000n) / scaledDebt) / 10_000, 2);
}
