import { compact, compactUsd, exactUsd, groupDigits, percentText } from "../../web/format.js";
import type { Summary } from "../analysis/summary.ts";
import type { Headline } from "./headline.ts";
import { plural } from "./plural.ts";

/** The five numbers of a run on a perpetual exchange: what was closed by force, and who paid for it. */
export function perpHeadlines({ perps }: Summary): Headline[] {
  return [liquidated(perps), deleveraged(perps), ratio(perps), insurance(perps), negativeEquity(perps)];
}

type Perps = Summary["perps"];

function liquidated({ liquidatedUsd }: Perps): Headline {
  const { all, partial, full, takeover } = liquidatedUsd;
  return {
    label: "Positions liquidated",
    value: compactUsd(Number(all)),
    exact: `${exactUsd(all)} at the price of each close: in part ${exactUsd(partial)}, in full ${exactUsd(full)}, taken over ${exactUsd(takeover)}`,
    note: `${percentText(Number(all) === 0 ? 0 : Number(takeover) / Number(all))} taken over by the engine`,
  };
}

function deleveraged({ adlCount, adlUsd, adlTakenUsd, deleveragedAccounts }: Perps): Headline {
  return {
    label: "Auto-deleveraged",
    value: compactUsd(Number(adlUsd)),
    exact: `${exactUsd(adlUsd)} at the price of each close, ${groupDigits(String(adlCount))} times; ${exactUsd(adlTakenUsd)} given up against closing at mark`,
    note: `${plural(deleveragedAccounts, "account")} gave up ${compactUsd(Number(adlTakenUsd))}`,
  };
}

function ratio({ adlToLiquidated, secondsToFirstAdl }: Perps): Headline {
  return {
    label: "ADL ÷ liquidated",
    value: adlToLiquidated === null ? "n/a" : adlToLiquidated.toFixed(3),
    exact: `Notional deleveraged over notional liquidated: ${adlToLiquidated ?? "nothing was liquidated"}`,
    note: secondsToFirstAdl === null ? "nobody was deleveraged" : `first after ${compact(secondsToFirstAdl)} s`,
  };
}

function insurance({ insuranceFundStartUsd, insuranceFundEndUsd, insuranceFundLowUsd, shortfall }: Perps): Headline {
  const change = Number(insuranceFundEndUsd) - Number(insuranceFundStartUsd);
  return {
    label: "Insurance fund",
    value: `${change > 0 ? "+" : ""}${compactUsd(change)}`,
    exact: `${exactUsd(insuranceFundStartUsd)} before, ${exactUsd(insuranceFundLowUsd)} at its lowest, ${exactUsd(insuranceFundEndUsd)} after; it paid ${exactUsd(shortfall.insurance)}`,
    note: `${compactUsd(Number(insuranceFundStartUsd))} → ${compactUsd(Number(insuranceFundEndUsd))}, lowest ${compactUsd(Number(insuranceFundLowUsd))}`,
  };
}

function negativeEquity({ negativeEquityUsd, negativeEquityToLiquidated: share }: Perps): Headline {
  return {
    label: "Negative equity",
    value: compactUsd(Number(negativeEquityUsd)),
    exact: `${exactUsd(negativeEquityUsd)} below zero over the accounts that were taken over bankrupt; over what was liquidated: ${share ?? "n/a"}`,
    note: share === null ? "nothing was liquidated" : `${percentText(share, 2)} of what was liquidated`,
  };
}
