import { abs, WAD } from "../../units.ts";
import { mulDivUp } from "../mulDiv.ts";
import { withBooks } from "./books.ts";
import { engineHolding, engineReleased } from "./enginePosition.ts";
import type { ListedCollateral, PerpExchangeState } from "./exchangeState.ts";
import { withMarket } from "./exchangeState.ts";
import { windowLeft, windowUsed } from "./liquidationWindow.ts";
import { marketNow, touched } from "./marketNow.ts";
import { require_ } from "./refusal.ts";
import { engineBooked, insuranceLeft } from "./waterfall.ts";

/** Closes up to `maxSize` (wad base) of the engine's position at mark, within window and what insurance may pay. */
export function dispose(exchange: PerpExchangeState, id: number, maxSize: bigint): PerpExchangeState {
  require_(exchange.markets[id]?.state.status !== "paused", "MarketPaused");
  const now = touched(exchange, id);
  const { size, profit } = engineHolding(now, id);
  const insured = profit < 0n ? (abs(size) * insuranceLeft(now, id)) / -profit : abs(size);
  const wanted = [maxSize, abs(size), insured].reduce((least, each) => (each < least ? each : least));
  require_(wanted > 0n, "NothingToClose");
  const { terms, state } = marketNow(now, id);
  const left = windowLeft(state, terms, now);
  require_(left === null || left > 0n, "WindowExhausted");
  const closed = left !== null && left < wanted ? left : wanted;
  const used = withMarket(now, id, windowUsed(state, terms, now, closed));
  const released = engineReleased(used, id, closed);
  return engineBooked(released.exchange, id, released.pnl);
}

/** What `amount` of a seized token costs: worth less the discount, rounded up. [quote] */
export function seizedCost({ terms, price }: ListedCollateral, amount: bigint, quoteUnit: bigint): bigint {
  const scale = WAD * WAD * 10n ** BigInt(terms.decimals);
  return mulDivUp(amount * price, (WAD - terms.saleDiscount) * quoteUnit, scale);
}

/** Sells seized tokens to anyone; the cost goes to the insurance fund. */
export function buySeized(exchange: PerpExchangeState, token: string, amount: bigint): PerpExchangeState {
  const listed = exchange.collaterals.get(token) as ListedCollateral;
  require_(amount > 0n, "AmountZero");
  require_(amount <= listed.seized, "NothingSeized");
  const collaterals = new Map(exchange.collaterals).set(token, { ...listed, seized: listed.seized - amount });
  const cost = seizedCost(listed, amount, exchange.quoteUnit);
  return withBooks({ ...exchange, collaterals }, { insurance: exchange.books.insurance + cost });
}
