import { z } from "zod";
import { count, price, ratio, usd } from "./summaryFields.ts";

/** What became of a vault. */
export const vault = z.strictObject({
  kind: z.enum(["loop", "basis"]),
  sharePriceStart: price.describe("assets for one share"),
  sharePriceEnd: price,
  navStartUsd: usd.describe("net assets at oracle prices"),
  navEndUsd: usd,
  liquidationNavStartUsd: usd.describe("what selling everything at once would leave"),
  liquidationNavEndUsd: usd,
  leverageStart: ratio.nullable().describe("of a loop vault, assets ÷ net assets"),
  leverageEnd: ratio.nullable(),
  hedgeRatioEnd: ratio.nullable().describe("of a basis vault, short ÷ spot"),
  pendingSharesEndUsd: usd.describe("net assets of the shares that wait in the queue"),
  redeemedUsd: usd.describe("paid at once, or fulfilled"),
  forcedSalesUsd: usd.describe("traded to come down from the most leverage, or to mend a broken hedge"),
});

const onVenue = z.strictObject({
  liquidations: count,
  redemptions: count.describe("by a rule that made a holder run"),
  adl: count,
  forcedSales: count.describe("of a vault's own"),
  direct: count,
  transmitted: count,
  usd,
});

const onChannel = z.strictObject({ count, usd });

/** How trouble travelled: liquidations, runs, deleveragings and forced sales of vaults. */
export const contagion = z.strictObject({
  channels: z
    .strictObject({ price: z.boolean(), collateral: z.boolean(), liquidity: z.boolean(), counterparty: z.boolean() })
    .describe("whether each was open"),
  events: count,
  direct: count.describe("caused by the exogenous path alone"),
  transmitted: count,
  venuesReached: count.describe("venues with an event that was transmitted"),
  byVenue: z.record(z.string(), onVenue),
  byRound: z.array(z.strictObject({ round: count, count, usd, venues: z.record(z.string(), count) })),
  byChannel: z
    .strictObject({ price: onChannel, collateral: onChannel, liquidity: onChannel, counterparty: onChannel })
    .describe("of transmitted events"),
});

/** What those who are in a venue have there. */
export const layer = z.strictObject({
  venue: z.string(),
  equityStartUsd: usd.describe("at reference prices, bad debt taken off"),
  equityEndUsd: usd,
  lostUsd: usd.describe("start less end, moves in and out set aside"),
  nominalLeverageStart: ratio.nullable().describe("as the venue sees it"),
  nominalLeverageEnd: ratio.nullable(),
  effectiveLeverageStart: ratio
    .nullable()
    .describe("of the external holders who are levered there, over all venues, shares looked through"),
  effectiveLeverageEnd: ratio.nullable(),
});

/** Whether lenders can have their money back. */
export const lenders = z.strictObject({
  lockedBlockHours: ratio.describe("hours of the run, each weighted by the share of such claims that could not leave"),
  lockedUsdEnd: usd.describe("claims of suppliers without debt, beyond the cash, in reserves that end fully lent"),
  peakUtilisation: z.record(z.string(), ratio).describe("largest at the end of a block"),
  blocksAtFull: z.record(z.string(), count).describe("blocks that ended with less than a thousandth left"),
});
