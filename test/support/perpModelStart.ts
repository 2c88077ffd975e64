import { EMPTY_SIDE } from "../../src/model/perps/marketState.ts";
import { PerpModel } from "../../src/model/perps/perpModel.ts";
import type { PerpListings } from "./perpExchange.ts";

/** Feeds have 8 decimals. */
export const FEED = 10n ** 10n;

/** The model of an exchange as it is listed, when each market began, and under which name each collateral goes. */
export function startModel(listings: PerpListings, began: readonly bigint[], tokens: readonly string[]): PerpModel {
  const markets = listings.markets.map(({ terms, price, spot }, id) => ({
    terms,
    seed: 0n,
    state: {
      status: "open" as const,
      index: price * FEED,
      spot: spot === undefined ? undefined : spot * FEED,
      ...{ long: EMPTY_SIDE, short: EMPTY_SIDE, fundingRate: 0n, fundingIndex: 0n, premiumSum: 0n },
      fundingTime: began[id] ?? 0n,
      premiums: [{ time: began[id] ?? 0n, sum: 0n }],
      ...{ windowStart: 0n, windowBlock: 0n, windowUsed: 0n, insuranceBlock: 0n, insurancePaid: 0n },
    },
  }));
  const collaterals = listings.collaterals.map(
    ({ terms, price }, i) => [tokens[i] ?? `collateral ${i}`, { terms, price: price * FEED, seized: 0n }] as const,
  );
  return new PerpModel({
    quoteUnit: 10n ** BigInt(listings.quoteDecimals),
    pool: listings.pool,
    books: { poolCash: 0n, insurance: 0n, fees: 0n, unpaid: 0n },
    ...{ markets, collaterals: new Map(collaterals), accounts: new Map() },
    ...{ losses: [], lackingBlock: 0n, time: 0n, block: 0n },
  });
}
