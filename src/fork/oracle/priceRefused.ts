import { badInput, type FaultlineError } from "../../errors.ts";

/** A price that a feed cannot hold. */
export function priceRefused(price: bigint): FaultlineError {
  return badInput("ORACLE_PRICE_REFUSED", `The feed takes no price of ${price}.`, {
    hint: "Prices are positive, in the oracle's decimals.",
  });
}
