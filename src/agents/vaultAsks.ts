import { mulDivDown, mulDivUp } from "../model/mulDiv.ts";
import { notionalUp } from "../model/vaults/basisMath.ts";
import type { BasisPosition } from "../model/vaults/basisPosition.ts";
import { inCollateralUp, type LoopPosition, NO_EQUITY } from "../model/vaults/loopMath.ts";
import { abs, WAD } from "../units.ts";
import type { GuardAsk } from "../venues/guardRefusal.ts";
import type { BasisOutlook } from "./basisOutlook.ts";
import type { LoopOutlook } from "./loopOutlook.ts";

/** Equity on the exchange that falls by more than this part of what is traded there was taken out. */
const COST_PART = 50n;

/** What lending and a loop vault would report of a call that leaves it `after`; `grows` where it is to raise leverage. */
export function loopAsks({ vault, position, pair }: LoopOutlook, after: LoopPosition, grows: boolean): GuardAsk[] {
  const { info, config } = vault;
  const debt = config.kind === "loop" ? config.debt : "";
  const [borrows, withdraws] = [after.debt - position.debt, position.supplied - after.supplied];
  const asks: GuardAsk[] = [];
  if (withdraws > 0n) asks.push({ venue: "lending", symbol: info.asset, action: "withdraw", amount: withdraws });
  if (borrows > 0n) asks.push({ venue: "lending", symbol: debt, action: "borrow", amount: borrows });
  if (!grows) return asks;
  const equity = after.supplied - inCollateralUp(pair, after.debt);
  const leverage = equity > 0n ? mulDivUp(after.supplied, WAD, equity) : NO_EQUITY;
  return [...asks, { venue: info.symbol, symbol: info.asset, action: "grow", leverage }];
}

/** What lending, the exchange and a basis vault would report of a call that leaves it `after`. */
export function basisAsks({ vault, position, state }: BasisOutlook, after: BasisPosition): GuardAsk[] {
  const { info, config } = vault;
  const market = config.kind === "basis" ? config.market : "";
  const traded = abs(after.size - position.size);
  const [unparked, taken] = [position.parked - after.parked, position.equity - after.equity];
  const cost = mulDivDown(notionalUp(state.venue.prices, traded), 1n, COST_PART);
  const asks: GuardAsk[] = [];
  if (abs(after.size) > abs(position.size))
    asks.push(
      { venue: "perps", symbol: market, action: "order", amount: traded },
      { venue: info.symbol, symbol: info.asset, action: "grow" },
    );
  if (unparked > 0n) asks.push({ venue: "lending", symbol: info.asset, action: "withdraw", amount: unparked });
  if (taken > cost) asks.push({ venue: "perps", symbol: info.asset, action: "withdraw", amount: taken });
  return asks;
}
