import type { RunFolder } from "../../lab/runFolder.ts";
import { renderCurve } from "./curvePage.ts";
import type { Curve } from "./curveSchema.ts";

/** Writes a curve's folder: curve.json, curve.csv, report.html. */
export function writeCurve(folder: RunFolder, curve: Curve): void {
  folder.write("curve.json", `${JSON.stringify(curve, null, 2)}\n`);
  folder.write("curve.csv", csvOf(curve));
  folder.write("report.html", renderCurve(curve));
  folder.publish();
}

/** One line a step; the same decimals as in curve.json. */
function csvOf({ points, asset }: Curve): string {
  const head = ["change", "price", "accounts", "debtValue", "collateralValue", "oneCallCollateralValue"];
  const lines = points.map(({ change, prices, accounts, debtValue, collateralValue, oneCall, insolvent }) =>
    [
      change,
      prices[asset],
      accounts,
      debtValue,
      collateralValue,
      oneCall?.collateralValue ?? "",
      insolvent.accounts,
      insolvent.shortfall,
    ].join(","),
  );
  return `${[[...head, "insolventAccounts", "shortfall"].join(","), ...lines].join("\n")}\n`;
}
