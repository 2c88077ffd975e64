import { z } from "zod";

const usd = z
  .string()
  .regex(/^-?\d+\.\d{2}$/)
  .describe("USD, two decimals, as a string");
const price = z
  .string()
  .regex(/^\d+(\.\d+)?$/)
  .describe("USD for one whole unit, as a string");
const ratio = z.number().describe("a plain ratio, six decimals");
const count = z.number().int().nonnegative();
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

/** The published shape of `summary.json`; every number is defined in docs/MODEL.md. */
export const summarySchema = z.strictObject({
  scenario: z.string(),
  seed: z.number().int(),
  version: z.string(),
  blocks: count,
  converged: z.boolean(),
  transactions: count,
  failedTransactions: count,
  gasUsed: z.string().regex(/^\d+$/),
  prices: z.record(z.string(), z.strictObject({ start: price, low: price, end: price })).describe("oracle prices"),
  leverage: z.strictObject({
    systemicStart: ratio.nullable(),
    systemicEnd: ratio.nullable(),
    p99AccountStart: ratio.nullable(),
    maxAccountStart: ratio.nullable(),
    insolventAccounts: count,
    loopingShareStart: ratio,
    intraSystemShareStart: ratio.describe("1 − net ÷ gross assets once claims inside the system cancel"),
    exposureStart: z.record(z.string(), exposure).describe("by factor: an asset, or STAKED/UNDERLYING for a basis"),
  }),
  liquidations: z.strictObject({
    count,
    accounts: count,
    collateralUsd: usd,
    debtRepaidUsd: usd,
    byVenue: z.record(z.string(), z.strictObject({ count, collateralUsd: usd, debtRepaidUsd: usd })),
    byRound: z.array(z.strictObject({ round: count, count, collateralUsd: usd })),
  }),
  stranded: z.strictObject({ count, debtUsd: usd }),
  badDebtUsd: z.strictObject({
    recognised: usd,
    economic: usd,
    ultimate: usd,
    byVenue: z.record(z.string(), z.strictObject({ recognised: usd, economic: usd })),
  }),
  perps: z.strictObject({
    adlCount: count,
    adlUsd: usd,
    insuranceFundStartUsd: usd,
    insuranceFundEndUsd: usd,
    shortfall: z.strictObject({ insurance: usd, adl: usd, pool: usd, uncovered: usd }),
  }),
  vaults: z.record(
    z.string(),
    z.strictObject({ sharePriceStart: price, sharePriceEnd: price, liquidationNavEnd: usd }),
  ),
  cascade: z.strictObject({
    rounds: count,
    endogenousShare: ratio.nullable(),
    branchingRatio: ratio.nullable(),
    amplification: z.record(z.string(), ratio.nullable()),
  }),
  prediction: z
    .strictObject({
      asset: z.string(),
      totalLogFall: ratio,
      simulatedLogFall: ratio,
      error: ratio,
    })
    .nullable()
    .describe("the fixed point computed from the book and the depth before the run, beside the run"),
  defences: z.strictObject({ count, accounts: count, repaidUsd: usd, soldUsd: usd }),
  attribution: z.record(z.string(), holder).describe("profit and loss of each group of holders, split by cause"),
  comparison: z.array(comparison).describe("simulated beside real, for historical scenarios"),
  conservation: z.strictObject({ ok: z.boolean(), maxErrorWei: z.string().regex(/^\d+$/) }),
});

/** The content of `summary.json`. */
export type Summary = z.infer<typeof summarySchema>;
