import { WAD } from "../../units.ts";
import { mulDivDown } from "../mulDiv.ts";
import { ENGINE, type PerpExchangeState } from "./exchangeState.ts";
import { valuedPositions } from "./measureAccount.ts";

/** What seized tokens would sell for at their discounts, each rounded down. [quote] */
export function seizedValue(exchange: PerpExchangeState): bigint {
  let value = 0n;
  for (const { terms, price, seized } of exchange.collaterals.values()) {
    const scale = WAD * WAD * 10n ** BigInt(terms.decimals);
    value += mulDivDown(seized * price, (WAD - terms.saleDiscount) * exchange.quoteUnit, scale);
  }
  return value;
}

/** Insurance fund + sale value of seized tokens + profit of the engine's positions. [quote] */
export function engineEquity(exchange: PerpExchangeState): bigint {
  let equity = exchange.books.insurance + seizedValue(exchange);
  for (const { profit } of valuedPositions(exchange, ENGINE).values()) equity += profit;
  return equity;
}
