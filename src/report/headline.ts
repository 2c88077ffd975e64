import { compact, compactUsd, exactUsd, percentText } from "../../web/format.js";
import type { Summary } from "../analysis/summary.ts";
import { PERPS } from "../analysis/venue.ts";
import { accountsOf } from "./accountsOf.ts";
import type { CollectedRows } from "./collectRows.ts";
import { exogenousFall } from "./exogenousFall.ts";
import { isPerpsOnly } from "./isPerpsOnly.ts";
import { mainAsset, priceFall } from "./mainAsset.ts";
import { perpHeadlines } from "./perpHeadlines.ts";
import { plural } from "./plural.ts";
import { vaultHeadlines } from "./vaultHeadlines.ts";

/** One headline number: `exact` is shown on hover, `note` below the value. */
export interface Headline {
  label: string;
  value: string;
  exact: string;
  note: string;
}

/** The numbers a reader should leave with, the losses first; a perpetual exchange's own first where it is alone. */
export function headlines(summary: Summary, rows: CollectedRows): Headline[] {
  const accounts = accountsOf(rows);
  if (isPerpsOnly(rows)) {
    const fall = amplification(summary, exogenousFall(summary, rows));
    return [...perpHeadlines(summary), accountsHit(summary, accounts), fall, leverage(summary)];
  }
  const lending = [
    badDebt(summary),
    liquidated(summary),
    accountsHit(summary, accounts),
    amplification(summary, exogenousFall(summary, rows)),
    branching(summary),
    endogenous(summary),
    leverage(summary),
    summary.prediction === null ? stranded(summary) : prediction(summary.prediction),
  ];
  const stack = rows.vaults.states.length === 0 ? [] : vaultHeadlines(summary);
  const perps = rows.perps.markets.length === 0 ? [] : perpHeadlines(summary).slice(1);
  return [...stack, ...lending, ...perps];
}

function onExchange({ byVenue }: Summary["liquidations"]): string {
  return byVenue[PERPS] === undefined ? "" : ` · ${compactUsd(Number(byVenue[PERPS].collateralUsd))} on the exchange`;
}

function badDebt({ badDebtUsd }: Summary): Headline {
  return {
    label: "Bad debt",
    value: compactUsd(Number(badDebtUsd.ultimate)),
    exact: `Lost by outside holders: ${exactUsd(badDebtUsd.ultimate)}; recognised by the venues: ${exactUsd(badDebtUsd.recognised)}; debt beyond collateral still on their books (economic): ${exactUsd(badDebtUsd.economic)}`,
    note: `recognised ${compactUsd(Number(badDebtUsd.recognised))} · economic ${compactUsd(Number(badDebtUsd.economic))}`,
  };
}

function liquidated({ liquidations }: Summary): Headline {
  return {
    label: "Collateral liquidated",
    value: compactUsd(Number(liquidations.collateralUsd)),
    exact: `${exactUsd(liquidations.collateralUsd)} at the oracle price of each seizure`,
    note: `${compactUsd(Number(liquidations.debtRepaidUsd))} of debt repaid${onExchange(liquidations)}`,
  };
}

function accountsHit({ liquidations }: Summary, accounts: number): Headline {
  return {
    label: "Accounts liquidated",
    value: compact(liquidations.accounts),
    exact: `${liquidations.accounts} accounts in ${liquidations.count} liquidations`,
    note: `${accounts === 0 ? "" : `of ${compact(accounts)} · `}${plural(liquidations.count, "liquidation")}`,
  };
}

function amplification(summary: Summary, alone: number | null): Headline {
  const asset = mainAsset(summary);
  const value = asset === undefined ? undefined : summary.cascade.amplification[asset];
  const price = asset === undefined ? undefined : summary.prices[asset];
  const fall = price === undefined ? null : percentText(priceFall(price));
  return {
    label: "Amplification",
    value: ratio(value, "×"),
    exact: `Log fall of the oracle price over the log fall that the exogenous path alone prints: ${value ?? "not defined below a fall of 0.1 %"}`,
    note:
      fall === null || alone === null || price === undefined || priceFall(price) < 0.001
        ? "no oracle price fell"
        : `${asset} fell ${fall}, ${percentText(alone)} by itself`,
  };
}

function branching({ cascade }: Summary): Headline {
  const value = cascade.branchingRatio;
  const side = value === null ? "no planned sales" : value < 1 ? "subcritical" : "supercritical";
  return {
    label: "Branching ratio",
    value: ratio(value),
    exact: `Largest planned sale per unit of log fall times the log impact of a sale: ${value ?? "not defined"}; below 1 a cascade dies out`,
    note: `${side} · ${plural(cascade.rounds, "round")}`,
  };
}

function endogenous({ cascade }: Summary): Headline {
  const share = cascade.endogenousShare;
  return {
    label: "Endogenous share",
    value: share === null ? "n/a" : percentText(share),
    exact: `Transmitted sales over all forced sales, in USD received: ${share ?? "nothing was sold"}`,
    note: share === null ? "nothing was sold" : "of forced sales were transmitted",
  };
}

function leverage({ leverage }: Summary): Headline {
  return {
    label: "Systemic leverage",
    value: `${ratio(leverage.systemicStart)} → ${ratio(leverage.systemicEnd)}`,
    exact: `Assets and perpetual notional over equity of solvent outside holders: ${leverage.systemicStart ?? "n/a"} before, ${leverage.systemicEnd ?? "n/a"} after`,
    note: `before: highest account ${ratio(leverage.maxAccountStart)}, p99 ${ratio(leverage.p99AccountStart)}`,
  };
}

function stranded({ stranded }: Summary): Headline {
  return {
    label: "Left below 1",
    value: compact(stranded.count),
    exact: `${stranded.count} accounts below a health factor of 1 that nobody liquidated, owing ${exactUsd(stranded.debtUsd)}`,
    note: `accounts owing ${compactUsd(Number(stranded.debtUsd))}`,
  };
}

function prediction(prediction: NonNullable<Summary["prediction"]>): Headline {
  const fall = (log: number) => percentText(1 - Math.exp(-log));
  return {
    label: `Total fall of ${prediction.asset}`,
    value: fall(prediction.simulatedLogFall),
    exact: `Log fall of the reference price: ${prediction.simulatedLogFall} in the run, ${prediction.totalLogFall} predicted from the book and the depth before it`,
    note: `predicted ${fall(prediction.totalLogFall)} · log fall off by ${percentText(Math.abs(prediction.error))}`,
  };
}

function ratio(value: number | null | undefined, unit = ""): string {
  return value === null || value === undefined ? "n/a" : `${value.toFixed(2)}${unit}`;
}
