import { FaultlineError } from "../errors.ts";
import type { Holder } from "./world.ts";

const WANTS: Readonly<Record<Holder["kind"], string>> = {
  lender: "The pool refused it: check LTV, caps and lenderUsd.",
  borrower: "The pool refused it: check LTV, caps and lenderUsd.",
  account: "The pool refused it: check LTV, caps and lenderUsd.",
  looper: "A loop that cannot reach its target wants lower leverage, a deeper pool or more lenderUsd.",
  "liquidity provider": "The exchange refused it: check the quote's decimals and perps.poolUsd.",
  trader:
    "The exchange refused it: lower the leverage or the count, balance longs and shorts, or raise skewScale and the caps of open interest.",
  depositor: "The vault refused it: check its pause and its cap.",
  stacker: "A venue of the stack refused it: check LTV, caps, lenderUsd and the exchange's limits.",
};

const CAPPED = "The leverage registry refused it, whose caps are under treatments.cap.";

/** The settled value, or `POSITION_NOT_OPENED` where one of the holders was refused what it planned. */
export async function orPositionFault<T>(holders: readonly Holder[], settled: Promise<T>): Promise<T> {
  try {
    return await settled;
  } catch (error) {
    if (!(error instanceof FaultlineError) || error.code !== "SETUP_REVERTED") throw error;
    const { from, reason } = error.cause as { from: string; reason: string };
    const holder = holders.find(({ address }) => address === from.toLowerCase());
    throw holder === undefined ? error : positionFault(holder, reason, error);
  }
}

/** `POSITION_NOT_OPENED`, with what the venue said. */
export function positionFault({ kind, group }: Holder, reason: string, cause?: unknown): FaultlineError {
  const places = { lender: "lending.reserves", "liquidity provider": "perps.poolUsd" } as Record<string, string>;
  return new FaultlineError("POSITION_NOT_OPENED", `A ${kind} of "${group}" could not open its position: ${reason}.`, {
    place: places[kind] ?? `population.${group}`,
    hint: reason.includes("LeverageRegistry_") ? CAPPED : WANTS[kind],
    exitCode: 2,
    cause,
  });
}
