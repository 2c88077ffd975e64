import { mulDivDown, mulDivUp } from "../model/mulDiv.ts";
import {
  aimedShortUp,
  notionalUp,
  sizeOfDown,
  spotForDown,
  spotForMarginDown,
  spotOfUp,
  spotValueDown,
} from "../model/vaults/basisMath.ts";
import { WAD } from "../units.ts";
import type { BasisOutlook } from "./basisOutlook.ts";
import type { BasisTrial } from "./basisTrial.ts";

const REHEDGE = 0n;

/** Whether the hedge ratio is out of its band. */
export function isUnhedged({ hedge, settings }: BasisOutlook): boolean {
  return hedge < settings.minHedge || hedge > settings.maxHedge;
}

/** Whether equity on the exchange is below the least that the short asks for. */
export function lacksMargin({ settings, prices, short, equity }: BasisOutlook): boolean {
  return equity < mulDivDown(notionalUp(prices, short), settings.minMarginRatio, WAD);
}

/** Tries the mending of a hedge that is out of its band; whether anything was traded. */
export function tryMending(look: BasisOutlook, trial: BasisTrial, maxTrade: bigint): boolean {
  const { hedge, settings, prices, spot, short } = look;
  if (hedge > settings.maxHedge) {
    const excess = short - aimedShortUp(prices, spot, settings.targetHedge);
    const most = sizeOfDown(prices, maxTrade);
    return trial.buyBack(excess < most ? excess : most);
  }
  if (hedge >= settings.minHedge) return false;
  return (settings.rule === REHEDGE && goesShort(look, trial, maxTrade)) || sellsUnhedged(look, trial);
}

/** Tops margin up to its aim, out of what is liquid, then of spot; whether anything was done. */
export function tryTopUp(look: BasisOutlook, trial: BasisTrial): boolean {
  const { settings, prices, spot, short, equity, idle, reachable } = look;
  if (!lacksMargin(look)) return false;
  const aimed = mulDivUp(notionalUp(prices, short), settings.marginRatio, WAD);
  const missing = aimed - equity;
  const cash = missing < idle + reachable ? missing : idle + reachable;
  trial.addMargin(cash);
  const value = spotForMarginDown(missing - cash, spotValueDown(prices, spot), aimed);
  const { sold, received } = trial.sell(spotForDown(prices, value));
  if (sold > 0n) {
    trial.addMargin(received);
    trial.buyBack(mulDivDown(short, sold, spot));
  }
  return sold > 0n || cash > 0n;
}

function goesShort(look: BasisOutlook, trial: BasisTrial, maxTrade: bigint): boolean {
  const { settings, prices, spot, short, idle, reachable } = look;
  const most = short + sizeOfDown(prices, maxTrade);
  const capped = (size: bigint) => (size < most ? size : most);
  const aimed = capped(aimedShortUp(prices, spot, settings.targetHedge));
  const margin = mulDivUp(notionalUp(prices, aimed), settings.marginRatio, WAD);
  const missing = margin > trial.equity ? margin - trial.equity : 0n;
  const cash = missing < idle + reachable ? missing : idle + reachable;
  trial.addMargin(cash);
  const value = spotForMarginDown(missing - cash, spotValueDown(prices, spot), margin);
  const { sold, received } = trial.sell(spotForDown(prices, value));
  trial.addMargin(received);

  const wanted = capped(aimedShortUp(prices, spot - sold, settings.targetHedge));
  const equity = trial.equity > 0n ? trial.equity : 0n;
  const carried = sizeOfDown(prices, mulDivDown(equity, WAD, settings.minMarginRatio));
  const delta = (wanted < carried ? wanted : carried) - short;
  return delta > 0n && trial.sellMore(delta);
}

function sellsUnhedged({ settings, prices, spot, short }: BasisOutlook, trial: BasisTrial): boolean {
  const kept = spotOfUp(prices, mulDivDown(short, WAD, settings.targetHedge));
  return spot > kept && trial.sell(spot - kept).sold > 0n;
}
