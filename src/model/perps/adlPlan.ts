import { abs, WAD } from "../../units.ts";
import { mulDivUp } from "../mulDiv.ts";
import { engineEquity } from "./engineEquity.ts";
import { engineHolding } from "./enginePosition.ts";
import { ENGINE, type ListedMarket, type PerpExchangeState, positionOf } from "./exchangeState.ts";
import { marketNow } from "./marketNow.ts";
import { require_ } from "./refusal.ts";
import { ceilDiv, floorDiv } from "./rounding.ts";

/**
 * What a round is for. Against the engine `base` and `target` are sizes (wad base); against the pool they are profit to
 * be realised (quote). Price and `gap`, by which it is worse than mark for the side, in wad.
 */
export type AdlPlan = {
  readonly againstPool: boolean;
  readonly base: bigint;
  readonly target: bigint;
  readonly price: bigint;
  readonly gap: bigint;
};

/**
 * Against the engine while it has a deficit (by account: or had one in this block) and, in this market and against this
 * side, a loss: all of its position or as much as carries the deficit, severity taken, where the engine neither gains
 * nor loses or at mark. Else against the pool, at mark: what brings the side's profit from above the trigger to the
 * target share of the pool's cash.
 */
export function adlPlan(exchange: PerpExchangeState, id: number, longs: boolean): AdlPlan {
  const { mark, terms } = marketNow(exchange, id);
  const equity = engineEquity(exchange);
  const { size, profit } = engineHolding(exchange, id);
  if (!isAgainstEngine(exchange, id, longs)) {
    const excess = sideExcess(exchange, id, longs);
    require_(excess > 0n, "DeleveragingNotNeeded");
    return { againstPool: true, base: excess, target: excess, price: mark, gap: 0n };
  }
  const lacking = equity > profit ? -equity : -profit;
  const base = terms.adl.scope === "deficit" ? mulDivUp(abs(size), lacking, -profit) : abs(size);
  const target = (base * terms.adl.severity) / WAD;
  return { againstPool: false, base, target, ...adlPrice(exchange, id, longs) };
}

/** Where a round started now would close. */
export function adlPrice(exchange: PerpExchangeState, id: number, longs: boolean): Pick<AdlPlan, "price" | "gap"> {
  const { mark, terms } = marketNow(exchange, id);
  const atMark = terms.adl.price === "mark" || !isAgainstEngine(exchange, id, longs);
  const price = atMark ? mark : entryPrice(exchange, id, longs);
  const worse = longs ? mark - price : price - mark;
  return { price, gap: worse > 0n ? worse : 0n };
}

/** Whether the engine has a deficit (by account: or had one in this block), and here against this side a loss. */
function isAgainstEngine(exchange: PerpExchangeState, id: number, longs: boolean): boolean {
  const { scope } = (exchange.markets[id] as ListedMarket).terms.adl;
  const { size, profit } = engineHolding(exchange, id);
  const lacked = scope === "account" && exchange.lackingBlock === exchange.block;
  return (engineEquity(exchange) < 0n || lacked) && profit < 0n && size < 0n === longs;
}

/** Cost ÷ size of the engine's position, rounded in its favour: down where longs sell to it, up where shorts buy. */
function entryPrice(exchange: PerpExchangeState, id: number, longs: boolean): bigint {
  const { size, cost } = positionOf(exchange, ENGINE, id);
  return (longs ? floorDiv : ceilDiv)(abs(cost) * WAD * WAD, abs(size) * exchange.quoteUnit);
}

/** Profit of a side, engine included, that is to be realised so that (profit − x) ÷ (cash − x) is the target. [quote] */
function sideExcess(exchange: PerpExchangeState, id: number, longs: boolean): bigint {
  const { mark, terms, state } = marketNow(exchange, id);
  const { poolTrigger, poolTarget } = terms.adl;
  const { poolCash } = exchange.books;
  const side = longs ? state.long : state.short;
  const sign = longs ? 1n : -1n;
  const value = sign * (side.size * (mark + state.fundingIndex) - side.fundingWeight);
  const profit = floorDiv(value * exchange.quoteUnit, WAD * WAD) - sign * side.cost;
  if (poolTrigger === 0n || profit <= 0n || profit * WAD <= poolTrigger * poolCash) return 0n;
  const rest = poolTarget < WAD ? WAD - poolTarget : 0n;
  const above = profit - (poolCash * poolTarget) / WAD;
  const excess = rest === 0n ? profit : mulDivUp(above, WAD, rest);
  return excess < profit ? excess : profit;
}
