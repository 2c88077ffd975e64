import { abs, WAD } from "../../units.ts";
import { mulDivUp } from "../mulDiv.ts";
import { marginRatio, openInterestShare, raisedRatio } from "./marginRatio.ts";
import { quoteValueUp } from "./rounding.ts";
import type { PerpTerms } from "./terms.ts";

/** What a position binds, all in quote, rounded up; `reward` before its account's bounds. */
export type PositionMargin = {
  readonly notional: bigint;
  readonly initial: bigint;
  readonly maintenance: bigint;
  readonly backstop: bigint;
  readonly reward: bigint;
};

/** The market as a position's margin sees it: mark in wad, `openInterest` the larger side's value at the index. */
export type MarginInputs = { readonly mark: bigint; readonly openInterest: bigint; readonly quoteUnit: bigint };

/** Margins of a position of `size` (wad base), which is not zero. */
export function positionMargin(terms: PerpTerms, size: bigint, inputs: MarginInputs): PositionMargin {
  const notional = quoteValueUp(abs(size), inputs.mark, inputs.quoteUnit);
  const ratio = marginRatio(terms.margin, size, terms.trading.skewScale);
  const raised = raisedRatio(ratio, openInterestShare(terms.margin, inputs.openInterest));
  const maintenanceRatio = mulDivUp(ratio, terms.margin.maintenanceScalar, WAD);
  const least = terms.margin.minPositionMargin;
  const maintenance = mulDivUp(notional, maintenanceRatio, WAD) + least;
  return {
    notional,
    initial: mulDivUp(notional, raised, WAD) + least,
    maintenance,
    backstop: mulDivUp(maintenance, terms.liquidation.backstop, WAD),
    reward: mulDivUp(notional, terms.liquidation.rewardRatio, WAD),
  };
}
