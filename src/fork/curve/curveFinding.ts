import { compact } from "../../../web/format.js";
import type { Curve } from "./curveSchema.ts";
import { amountText, changeText } from "./curveWords.ts";

/** What a curve comes to, in a sentence or two. */
export function curveFinding({ asset, points, borrowers, unit }: Curve): string {
  const [now, last] = [points[0]!, points.at(-1)!];
  const move = `When ${asset} has moved by ${changeText(last.change)}, `;
  if (last.accounts === 0) return `${move}none of ${compact(borrowers)} borrowers can be liquidated.`;
  const money = (decimal: string) => amountText(decimal, unit);
  const { accounts, shortfall } = last.insolvent;
  return [
    `${move}${compact(last.accounts)} of ${compact(borrowers)} borrowers can be liquidated, `,
    `who owe ${money(last.debtValue)} against ${money(last.collateralValue)}.`,
    now.accounts === 0 ? "" : ` Today it is ${compact(now.accounts)}.`,
    accounts === 0 ? "" : ` ${underwater(accounts)} collateral is worth, by ${money(shortfall)}.`,
  ].join("");
}

function underwater(accounts: number): string {
  return accounts === 1 ? "1 of them owes more than its" : `${compact(accounts)} of them owe more than their`;
}
