import { z } from "zod";
import { controls, users } from "./summaryControls.ts";
import { count, price, ratio, usd } from "./summaryFields.ts";
import { fork } from "./summaryFork.ts";
import { perps } from "./summaryPerps.ts";
import { contagion, layer, lenders, vault } from "./summaryVaults.ts";

const exposure = z.strictObject({ longUsd: usd, shortUsd: usd, netUsd: usd });

/** One figure of a run beside the recorded one. */
const comparison = z.strictObject({
  metric: z.string(),
  simulated: z.string(),
  recorded: z.string(),
  error: z.number().nullable().describe("(simulated − recorded) ÷ recorded"),
  source: z.string(),
});

const holder = z.strictObject({
  startUsd: usd,
  endUsd: usd,
  price: usd,
  carry: usd,
  slippage: usd,
  fees: usd,
  bonuses: usd,
  funding: usd,
  socialised: usd,
});

const leverage = z.strictObject({
  systemicStart: ratio
    .nullable()
    .describe("(gross assets + perp notional) ÷ equity of all solvent external holders, vault shares looked through"),
  systemicEnd: ratio.nullable().describe("the same at the end"),
  p99AccountStart: ratio.nullable().describe("99th percentile over accounts with equity of at least $100"),
  maxAccountStart: ratio.nullable().describe("largest over accounts with equity of at least $100"),
  insolventAccounts: count.describe("accounts whose equity is zero or less at the end"),
  loopingShareStart: ratio
    .nullable()
    .describe("what loopers owe, at most what they have, ÷ all gross assets; null where real accounts take part"),
  intraSystemShareStart: ratio
    .nullable()
    .describe("1 − net ÷ gross assets once claims inside the system cancel; null on a fork"),
  exposureStart: z.record(z.string(), exposure).describe("by factor: an asset, or STAKED/UNDERLYING for a basis"),
  nominalByVenue: z
    .record(z.string(), z.strictObject({ start: ratio.nullable(), end: ratio.nullable() }))
    .describe("of each venue's own accounts, as it sees them by itself"),
});

const liquidations = z.strictObject({
  count: count.describe("calls that went through"),
  accounts: count.describe("accounts liquidated at least once"),
  collateralUsd: usd.describe("of perps, the notional that was closed or taken over"),
  debtRepaidUsd: usd,
  byVenue: z.record(z.string(), z.strictObject({ count, collateralUsd: usd, debtRepaidUsd: usd })),
  byRound: z.array(z.strictObject({ round: count, count, collateralUsd: usd })),
});

const badDebt = z.strictObject({
  recognised: usd.describe("written off by the venue; without write-offs, debt left without collateral"),
  economic: usd.describe("debt above collateral, shares at liquidation NAV, over the accounts as they end"),
  ultimate: usd.describe("what external holders lost, a loss that a vault hands on counted once"),
  economicPeak: usd.nullable().describe("the largest economic of any moment; null without vaults"),
  byVenue: z.record(z.string(), z.strictObject({ recognised: usd, economic: usd })),
});

const cascade = z.strictObject({
  rounds: count.describe("largest round of a forced sale and one more; 0 without one"),
  endogenousShare: ratio.nullable().describe("USD received in transmitted ÷ in all forced sales"),
  branchingRatio: ratio.nullable().describe("largest of any block; subcritical below 1"),
  amplification: z
    .record(z.string(), ratio.nullable())
    .describe("log fall of the oracle ÷ log fall of the oracle that follows the outside alone"),
});

const prediction = z.strictObject({ asset: z.string(), totalLogFall: ratio, simulatedLogFall: ratio, error: ratio });

/** The published shape of `summary.json`; every number is defined in docs/MODEL.md. */
export const summarySchema = z
  .strictObject({
    scenario: z.string(),
    seed: z.number().int(),
    version: z.string(),
    blocks: count,
    converged: z.boolean().describe("false when the block limit ended the run"),
    transactions: count.describe("in blocks of the run, failed ones included"),
    failedTransactions: count,
    gasUsed: z.string().regex(/^\d+$/),
    fork: fork.optional().describe("absent from a run on a chain of its own"),
    prices: z
      .record(z.string(), z.strictObject({ start: price, low: price, end: price }))
      .describe("oracle prices, USD a whole unit"),
    leverage,
    liquidations: liquidations.describe("values at the venue's oracle prices"),
    stranded: z.strictObject({ count, debtUsd: usd }).describe("accounts that end below health factor 1"),
    badDebtUsd: badDebt,
    perps,
    vaults: z.record(z.string(), vault),
    contagion,
    layers: z.array(layer).describe("what each venue's own holders have there, and lost"),
    lenders,
    users,
    controls,
    cascade,
    prediction: prediction
      .nullable()
      .describe("the fixed point computed from the book and the depth before the run, beside the run"),
    defences: z
      .strictObject({ count, accounts: count, repaidUsd: usd, soldUsd: usd })
      .describe("what borrowers did before being liquidated"),
    attribution: z.record(z.string(), holder).describe("profit and loss of each group of holders, split by cause"),
    comparison: z.array(comparison).describe("simulated beside real, for historical scenarios"),
    conservation: z.strictObject({ ok: z.boolean(), maxErrorWei: z.string().regex(/^\d+$/) }),
  })
  .describe("USD amounts are strings with two decimals, ratios numbers with six; docs/MODEL.md defines each figure");

/** The content of `summary.json`. */
export type Summary = z.infer<typeof summarySchema>;
