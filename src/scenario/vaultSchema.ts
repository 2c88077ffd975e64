import { z } from "zod";
import { atLeastOne, bpsShare, nonNegative, positive, rate, seconds, share } from "./quantity.ts";

/** How the price of a vault's share is made for all who lend or take margin against it. */
export const shareOracle = z.discriminatedUnion("mode", [
  z.strictObject({ mode: z.literal("nav") }).describe("live net asset value"),
  z
    .strictObject({
      mode: z.literal("cappedNav"),
      growthPerYear: rate().describe("most growth of net assets per share that counts"),
    })
    .describe("net asset value, of which growth beyond the stated rate does not count"),
  z
    .strictObject({
      mode: z.literal("navTwap"),
      windowSeconds: seconds().describe("over which the mean is taken, at least 1"),
    })
    .describe("mean net asset value over a window"),
  z.strictObject({ mode: z.literal("market") }).describe("spot price of the share's pool on the AMM"),
  z.strictObject({ mode: z.literal("minNavMarket") }).describe("the smaller of net asset value and the pool's price"),
  z
    .strictObject({
      mode: z.literal("fixed"),
      priceUsd: positive().optional().describe("the share's first price unless stated"),
    })
    .describe("one price for ever"),
]);

const fees = z.strictObject({
  entry: bpsShare().prefault("0%").describe("of a deposit, stays in the vault"),
  exit: bpsShare().prefault("0%").describe("of what leaves at once, stays in the vault"),
  management: bpsShare().prefault("0%").describe("a year"),
  performance: bpsShare().prefault("0%").describe("of gains above the high-water mark"),
});

const common = {
  asset: z.string().describe("what depositors bring and redeemers get"),
  fees: fees.prefault({}).describe("go to the treasury unless they stay in the vault"),
  patienceSeconds: seconds().default(86_400).describe("a redemption waits for a keeper before anyone may serve it"),
  idleShare: bpsShare().prefault("5%").describe("of net assets kept for instant withdrawals"),
  slippage: bpsShare().prefault("1%").describe("most that a keeper's trade may lose against the oracle"),
  cooldownSeconds: seconds().default(60).describe("between rebalances, and between fulfilments that trade"),
  maxTradeUsd: positive().describe("most that one rebalance or fulfilment trades"),
  oracle: shareOracle.prefault({ mode: "nav" }).describe("how lending and the exchange price the share"),
};

const loopVault = z.strictObject({
  kind: z.literal("loop"),
  ...common,
  debt: z.string().describe("what is borrowed to lever the asset"),
  eMode: z.number().int().min(0).max(255).default(0).describe("category that the vault enters, 0 for none"),
  leverage: z.strictObject({
    target: atLeastOne().describe("collateral ÷ net assets, at which it starts and to which keepers steer it"),
    min: atLeastOne().describe("a rebalance ends at or above it"),
    max: atLeastOne().describe("a rebalance ends at or below it; what a ripcord lowers to"),
    ripcord: atLeastOne().describe("from here on everyone may lower"),
    recenteringSpeed: share().prefault("50%").describe("of the gap to the target that a rebalance closes"),
  }),
  ripcord: z
    .strictObject({
      slippage: bpsShare().prefault("3%").describe("most that its trade may lose, at least the vault's own"),
      cooldownSeconds: seconds().default(12).describe("between two, at most the vault's own"),
      maxTradeUsd: positive().optional().describe("twice maxTradeUsd unless stated"),
      rewardUsd: nonNegative().prefault(100).describe("for whoever pulls it, at most a twentieth of what was sold"),
    })
    .prefault({})
    .describe("lowering in an emergency, by anyone"),
});

const basisVault = z.strictObject({
  kind: z.literal("basis"),
  ...common,
  spot: z.string().describe("what is held: the market's asset or a staked token of it"),
  market: z.string().describe("perpetual market in which it is short"),
  hedge: z
    .strictObject({
      target: share().prefault("100%").describe("short ÷ spot, both in the market's asset"),
      min: share().prefault("97%").describe("below it a keeper mends the hedge"),
      max: rate().prefault("103%").describe("above it a keeper mends the hedge"),
      open: share().prefault("80%").describe("below it everyone may mend the hedge"),
      rule: z
        .enum(["rehedge", "sellSpot"])
        .default("sellSpot")
        .describe("what is done when the short is too small: go short again, or sell what nothing hedges"),
      openSlippage: bpsShare()
        .prefault("3%")
        .describe("most that a mending by others may lose, at least the vault's own"),
      openCooldownSeconds: seconds().default(12).describe("between mendings by others, at most the vault's own"),
      openMaxTradeUsd: positive().optional().describe("twice maxTradeUsd unless stated"),
      openRewardUsd: nonNegative()
        .prefault(100)
        .describe("for others who mend, at most a twentieth of what was traded"),
    })
    .prefault({})
    .describe("how much of the spot the short stands against; open ≤ min ≤ target ≤ max"),
  marginRatio: rate().prefault("30%").describe("equity on the exchange ÷ notional of the short, aimed at"),
  minMarginRatio: rate().prefault("15%").describe("below it a rebalance tops margin up"),
  parkedShare: bpsShare().prefault("0%").describe("of what is idle that is lent out at the lending pool"),
});

/** A vault, whose share is an asset of the scenario. */
export const vaultSchema = z.discriminatedUnion("kind", [loopVault, basisVault]);

export type VaultConfig = z.output<typeof vaultSchema>;
export type LoopVaultConfig = z.output<typeof loopVault>;
export type BasisVaultConfig = z.output<typeof basisVault>;
export type ShareOracle = z.output<typeof shareOracle>;
