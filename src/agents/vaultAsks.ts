import { mulDivUp } from "../model/mulDiv.ts";
import type { BasisPosition } from "../model/vaults/basisPosition.ts";
import { inCollateralUp, type LoopPosition, NO_EQUITY } from "../model/vaults/loopMath.ts";
import { abs, WAD } from "../units.ts";
import type { GuardAsk } from "../venues/guardRefusal.ts";
import type { BasisOutlook } from "./basisOutlook.ts";
import type { LoopOutlook } from "./loopOutlook.ts";

/**
 * What lending and a loop vault would ask controls about a call that raises its leverage to `after`. What a vault takes
 * out of a venue, to lower itself or to pay who leaves, no control of the breaker holds up.
 */
export function raiseAsks({ vault, position, pair }: LoopOutlook, after: LoopPosition): GuardAsk[] {
  const { info, config } = vault;
  const debt = config.kind === "loop" ? config.debt : "";
  const borrows = after.debt - position.debt;
  const equity = after.supplied - inCollateralUp(pair, after.debt);
  const leverage = equity > 0n ? mulDivUp(after.supplied, WAD, equity) : NO_EQUITY;
  const grow: GuardAsk = { venue: info.symbol, symbol: info.asset, action: "grow", leverage };
  return borrows > 0n ? [{ venue: "lending", symbol: debt, action: "borrow", amount: borrows }, grow] : [grow];
}

/** What the exchange would ask about a call that leaves a basis vault `after`: only of a short that grows. */
export function shortAsks({ vault, position }: BasisOutlook, after: BasisPosition): GuardAsk[] {
  const { config } = vault;
  const market = config.kind === "basis" ? config.market : "";
  if (abs(after.size) <= abs(position.size)) return [];
  return [{ venue: "perps", symbol: market, action: "order", amount: abs(after.size - position.size) }];
}

/** The same of a rebalance, about whose growth the vault asks too. */
export function growthAsks(look: BasisOutlook, after: BasisPosition): GuardAsk[] {
  const { symbol, asset } = look.vault.info;
  const asks = shortAsks(look, after);
  return asks.length === 0 ? [] : [...asks, { venue: symbol, symbol: asset, action: "grow" }];
}
