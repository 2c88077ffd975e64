import { abs, WAD } from "../../units.ts";
import { mulDivUp } from "../mulDiv.ts";
import { credited, realised, withBooks } from "./books.ts";
import { changePosition } from "./changePosition.ts";
import { engineEquity } from "./engineEquity.ts";
import {
  accountOf,
  type PerpExchangeState,
  positionOf,
  withAccount,
  withMarket,
  withPosition,
} from "./exchangeState.ts";
import { fillPrice } from "./fillPrice.ts";
import { flaggedBelow, paidOut } from "./flag.ts";
import { liquidationSize } from "./liquidationSize.ts";
import { windowLeft, windowUsed } from "./liquidationWindow.ts";
import { marketNow, touched } from "./marketNow.ts";
import { skewOf } from "./marketState.ts";
import { boundBy, measureAccount } from "./measureAccount.ts";
import { payoutShare } from "./poolEquity.ts";
import { require_ } from "./refusal.ts";
import { clamp, quoteValueUp } from "./rounding.ts";

/** Closes what may be closed now of one position of an account below maintenance, against the pool. */
export function liquidate(exchange: PerpExchangeState, name: string, id: number, keeper: string): PerpExchangeState {
  const { size } = positionOf(exchange, name, id);
  require_(exchange.markets[id]?.state.status !== "paused", "MarketPaused");
  require_(size !== 0n, "NoPosition");
  const margin = measureAccount(exchange, name);
  let now = flaggedBelow(touched(exchange, id), name, keeper, margin);
  require_(margin.equity >= margin.backstop && margin.equity >= 0n, "BelowBackstop");

  const closed = closedNow(now, name, id);
  const { mark, terms, state } = marketNow(now, id);
  const sizeDelta = size > 0n ? -closed.size : closed.size;
  const { skewScale } = terms.trading;
  const filled = fillPrice({ index: state.index, skew: skewOf(state), skewScale }, sizeDelta);
  const price = terms.liquidation.price === "mark" ? mark : filled;
  require_(price > 0n, "NoPrice");
  now = withMarket(now, id, windowUsed(state, terms, now, closed.size));
  if (closed.partial) now = withAccount(now, name, { partialTime: now.time });
  now = closedPosition(now, name, id, sizeDelta, price);

  const notional = quoteValueUp(closed.size, mark, now.quoteUnit);
  const { equity } = measureAccount(now, name);
  const { rewardRatio, minReward, maxReward, penalty } = terms.liquidation;
  const reward = paidOut(now, name, keeper, equity, clamp(mulDivUp(notional, rewardRatio, WAD), minReward, maxReward));
  const most = equity > 0n ? equity - reward.paid : 0n;
  const fine = clamp(mulDivUp(notional, penalty, WAD), 0n, most);
  now = credited(reward.exchange, name, -fine);
  now = withBooks(now, { insurance: now.books.insurance + fine });

  const after = measureAccount(now, name);
  const backed = after.equity >= 0n || terms.adl.policy !== "none" || engineEquity(now) + after.equity >= 0n;
  require_(backed, "InsuranceInsufficient");
  return after.equity >= after.maintenance ? withAccount(now, name, { flagged: false }) : now;
}

/** Changes a position that its holder did not ask to change: funding in full, profit as far as the pool pays it. */
export function closedPosition(
  exchange: PerpExchangeState,
  name: string,
  id: number,
  sizeDelta: bigint,
  price: bigint,
  share = payoutShare(exchange),
): PerpExchangeState {
  const { fundingIndex } = marketNow(exchange, id).state;
  const change = changePosition(positionOf(exchange, name, id), sizeDelta, price, fundingIndex, exchange.quoteUnit);
  const moved = withPosition(exchange, name, id, change.position);
  return realised(realised(moved, name, change.funding), name, change.pnl, share);
}

/** What stage and window let through. */
function closedNow(exchange: PerpExchangeState, name: string, id: number) {
  const now = marketNow(exchange, id);
  const { size } = positionOf(exchange, name, id);
  const { notional } = boundBy(exchange, now, size);
  const { partialTime } = accountOf(exchange, name);
  const stage = { size: abs(size), notional, partialTime, time: exchange.time };
  const part = liquidationSize(now.terms.liquidation, stage);
  const left = windowLeft(now.state, now.terms, exchange);
  require_(part !== null, "CoolingDown");
  require_(left === null || left > 0n, "WindowExhausted");
  const wanted = part ?? { size: 0n, partial: false };
  return left !== null && left < wanted.size ? { ...wanted, size: left } : wanted;
}
