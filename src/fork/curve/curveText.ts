import pico from "picocolors";
import { compact } from "../../../web/format.js";
import { type Colors, plainTable } from "../../report/plainTable.ts";
import { curveFinding } from "./curveFinding.ts";
import type { Curve } from "./curveSchema.ts";
import { amountText, changeText, curveNotes, priceOfText, statesCalls } from "./curveWords.ts";

/** What stands in a terminal at the end of `fork curve`: a line a change of the price, the finding, what to mind. */
export function curveText(curve: Curve, reportPath: string, colors: Colors = pico): string {
  const hasCalls = statesCalls(curve.points);
  const heads = [
    "Change",
    `${curve.asset} at`,
    "Accounts",
    "Debt",
    "Collateral",
    ...(hasCalls ? ["One call each"] : []),
    "Insolvent",
    "Shortfall",
  ];
  const lines = curve.points.map(({ change, prices, accounts, debtValue, collateralValue, oneCall, insolvent }) => [
    changeText(change),
    priceOfText(prices[curve.asset]),
    compact(accounts),
    amountText(debtValue, curve.unit),
    amountText(collateralValue, curve.unit),
    ...(hasCalls ? [oneCall === null ? "–" : amountText(oneCall.collateralValue, curve.unit)] : []),
    insolvent.accounts === 0 ? "–" : colors.red(compact(insolvent.accounts)),
    insolvent.accounts === 0 ? "–" : colors.red(amountText(insolvent.shortfall, curve.unit)),
  ]);
  return [
    plainTable(heads, lines, colors),
    curveFinding(curve),
    colors.dim(curveNotes(curve).join("\n")),
    `Report  ${colors.cyan(reportPath)}`,
  ].join("\n\n");
}
