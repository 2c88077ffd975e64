import { WAD } from "../../units.ts";
import { mulDivUp } from "../mulDiv.ts";
import { credited } from "./books.ts";
import { accountOf, type PerpExchangeState, withAccount } from "./exchangeState.ts";
import type { AccountMargin } from "./margin.ts";
import { measureAccount, valuedPositions } from "./measureAccount.ts";
import { require_ } from "./refusal.ts";

/** Marks an account below maintenance, or takes the mark from one that is healthy again. */
export function flag(exchange: PerpExchangeState, name: string, keeper: string): PerpExchangeState {
  const margin = measureAccount(exchange, name);
  const healthy = margin.equity >= margin.maintenance;
  const { flagged } = accountOf(exchange, name);
  if (flagged && healthy) return withAccount(exchange, name, { flagged: false });
  require_(!flagged, "Liquidatable");
  return flaggedBelow(exchange, name, keeper, margin);
}

/**
 * Flags an account that is below maintenance unless it is flagged; refuses a healthy one. The reward is each market's
 * share of notional, rounded up, as far as there is equity. A cool-down that is over is forgotten.
 */
export function flaggedBelow(
  exchange: PerpExchangeState,
  name: string,
  keeper: string,
  margin: AccountMargin,
): PerpExchangeState {
  const { flagged, partialTime } = accountOf(exchange, name);
  if (flagged) return exchange;
  require_(margin.equity < margin.maintenance, "Healthy");
  let [reward, cooldown] = [0n, 0n];
  for (const { bound, liquidation } of valuedPositions(exchange, name).values()) {
    reward += mulDivUp(bound.notional, liquidation.flagReward, WAD);
    if (liquidation.cooldown > cooldown) cooldown = liquidation.cooldown;
  }
  const cooled = exchange.time >= partialTime + cooldown ? 0n : partialTime;
  const marked = withAccount(exchange, name, { flagged: true, partialTime: cooled });
  return paidOut(marked, name, keeper, margin.equity, reward).exchange;
}

/** Pays `keeper` up to `reward` out of an account's equity, as far as there is any. [quote] */
export function paidOut(
  exchange: PerpExchangeState,
  name: string,
  keeper: string,
  equity: bigint,
  reward: bigint,
): { readonly exchange: PerpExchangeState; readonly paid: bigint } {
  const paid = equity <= 0n ? 0n : reward < equity ? reward : equity;
  return { exchange: credited(credited(exchange, name, -paid), keeper, paid), paid };
}
