import type { Summary } from "./summary.ts";

const NONE = "0.00";

/** Figures of an exchange that the economy does not have: nothing happened in it. */
export function absentPerps(): Summary["perps"] {
  return {
    adlCount: 0,
    adlUsd: NONE,
    adlTakenUsd: NONE,
    adlToLiquidated: null,
    liquidatedUsd: { all: NONE, partial: NONE, full: NONE, takeover: NONE, disposal: NONE },
    flags: 0,
    droppedOrders: 0,
    shortfall: { insurance: NONE, adl: NONE, pool: NONE, uncovered: NONE },
    negativeEquityUsd: NONE,
    negativeEquityToLiquidated: null,
    insuranceFundStartUsd: NONE,
    insuranceFundEndUsd: NONE,
    insuranceFundLowUsd: NONE,
    poolPnlUsd: NONE,
    strandedPerps: { count: 0, notionalUsd: NONE },
    secondsToFirstAdl: null,
    deleveragedAccounts: 0,
    deleveragedInProfitShare: null,
    overshootUsd: NONE,
    concentration: null,
    perMarket: {},
  };
}
