import type { OracleState } from "./rounds.ts";
import type { ChannelName } from "./vaultRow.ts";

/** What all oracles show at one place, as they do and as they would; debts at the rates that the run began with. */
export interface Views {
  now: OracleState;
  /** On the exogenous path alone, vaults as they stood when the run began. */
  counterfactual: OracleState;
  /** Shares as they are priced, all else as on the path alone. */
  sharesAlone: OracleState;
  /** All else as it is priced, shares as on the path alone. */
  pricesAlone: OracleState;
}

/**
 * How a transmitted sale came about: by the price of shares if that alone brings the account below, else by other prices
 * if they alone do, else by both together; `otherwise` where no price does, but interest or funding beyond that of the
 * start.
 */
export function channelOf(
  isBelow: (state: OracleState) => boolean,
  { now, sharesAlone, pricesAlone }: Views,
  otherwise: ChannelName,
): ChannelName {
  if (isBelow(sharesAlone)) return "collateral";
  if (isBelow(pricesAlone)) return "price";
  return isBelow(now) ? "collateral" : otherwise;
}
