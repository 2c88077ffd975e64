import { percentText, priceText } from "../../../web/format.js";
import { parseWad, WAD } from "../../units.ts";
import { moneyText } from "../screen/money.ts";
import type { Curve } from "./curveSchema.ts";

/** A value of a curve for people. */
export function amountText(decimal: string, unit: string): string {
  const one = BigInt(unit);
  return moneyText((parseWad(decimal) * one) / WAD, one);
}

/** A change of the price as a percentage with its sign, as far as it has digits: "−2.5 %". */
export function changeText(change: string): string {
  const percent = parseWad(change) * 100n;
  const digits = percent % WAD === 0n ? 0 : percent % (WAD / 10n) === 0n ? 1 : 2;
  return `${percent > 0n ? "+" : ""}${percentText(Number(change), digits)}`;
}

/** What a reader has to know about how a curve came about. */
export function curveNotes({ by, movers, asset, block, foundAt, complete, points }: Curve): string[] {
  const others = (because: Curve["movers"][number]["because"]) =>
    movers.filter((mover) => mover.because === because).map(({ symbol }) => symbol);
  const [followers, named] = [others("follows"), others("named")];
  return [
    by === "pool"
      ? `The pool itself valued each account, while the feed of ${asset} answered the moved price. Nothing was executed.`
      : "The node knows no state overrides: the model valued each account, by rules that give today's health factors to the wei.",
    followers.length > 0
      ? `${followers.join(", ")} moved too: lending reads ${followers.length === 1 ? "its price" : "their prices"} through that feed.`
      : by === "pool"
        ? `No other price is read through the feed of ${asset}.`
        : `What else is read through the feed of ${asset} did not move; name it with --follow.`,
    ...(named.length > 0 ? [`${named.join(", ")} moved by the same share because --follow says so.`] : []),
    points[0]?.oneCall === null
      ? "What one liquidation may take is not stated: the rules of this pool for it are not known."
      : "One call each: the collateral that one liquidation of each account may take at most, by close factor and bonus.",
    ...(block === foundAt ? [] : [`Accounts are those found at block ${foundAt}; who borrowed since is missing.`]),
    ...(complete ? [] : ["Not all debt of the pool is owed by these accounts: more may be liquidatable."]),
  ];
}

/** Whether any step says what one call may take; where none does there is nothing to show a column of. */
export function statesCalls(points: Curve["points"]): boolean {
  return points.some(({ oneCall }) => oneCall !== null);
}

/** A price of a curve for people. */
export function priceOfText(decimal: string | undefined): string {
  return decimal === undefined ? "–" : priceText(Number(decimal));
}
