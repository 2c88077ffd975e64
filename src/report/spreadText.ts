import { compact, groupDigits } from "../../web/format.js";
import type { LimitPoint } from "../analysis/limitSchema.ts";

/** A figure at one value: alone, or its median with the lowest and the highest of the seeds. */
export function spreadText(spread: LimitPoint["fields"][string] | undefined, isSingle: boolean): string {
  if (spread === undefined || spread.median === null || spread.low === null || spread.high === null) return "–";
  if (isSingle || spread.low === spread.high) return groupDigits(spread.median);
  return `${shortFigure(spread.median)} (${shortFigure(spread.low)} … ${shortFigure(spread.high)})`;
}

function shortFigure(decimal: string): string {
  return compact(Number(decimal));
}
