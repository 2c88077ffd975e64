import { z } from "zod";

const address = z.string().regex(/^0x[0-9a-f]{40}$/);
const count = z.number().int().nonnegative();
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const value = decimal.describe("in the oracle's currency");

const mover = z.strictObject({
  symbol: z.string(),
  asset: address,
  because: z
    .enum(["asked", "named", "follows"])
    .describe("asked for; named by --follow; or its price is read through a feed that was moved"),
});

const point = z.strictObject({
  change: decimal.describe("of the price, as a fraction: -0.05 is a fall by 5 %"),
  prices: z.record(z.string(), decimal).describe("of each asset that moves, in the oracle's currency"),
  accounts: count.describe("with a health factor below 1: anybody may liquidate them"),
  debtValue: value.describe("what they owe, in the oracle's currency"),
  collateralValue: value.describe("what secures it, in the oracle's currency"),
  insolvent: z
    .strictObject({ accounts: count, shortfall: value })
    .describe("of those, who owe more than all their collateral is worth, and by how much"),
  oneCall: z
    .strictObject({
      debtValue: value.describe("repaid, in the oracle's currency"),
      collateralValue: value.describe("taken, protocol fee included, in the oracle's currency"),
    })
    .nullable()
    .describe("what one liquidation of each may do at most; null where the pool's rules for it are not known"),
  collateral: z
    .array(z.strictObject({ symbol: z.string(), asset: address, amount: decimal.describe("whole tokens"), value }))
    .describe("the same by asset, largest value first"),
});

/** The published shape of `curve.json`; docs/FORK.md says how to read it. */
export const curveSchema = z.strictObject({
  curve: z.literal(1).describe("version of this format"),
  version: z.string().describe("of Faultline"),
  chainId: count,
  pool: address,
  block: count,
  blockHash: z.string().regex(/^0x[0-9a-f]{64}$/),
  timestamp: count.describe("of the block, unix seconds"),
  foundAt: count.describe("block that the accounts were found at"),
  asset: z.string().describe("symbol of the asset whose price is moved"),
  by: z.enum(["pool", "model"]).describe("who valued the accounts: the pool itself under moved feeds, or the model"),
  movers: z.array(mover).describe("the assets whose price moves"),
  unit: z.string().describe("one unit of the oracle's currency"),
  borrowers: count,
  debtValue: value.describe("of all borrowers, before the price moves"),
  complete: z.boolean().describe("whether all debt of the pool is owed by the accounts looked at"),
  points: z.array(point).describe("in the order of the change, none first"),
});

/** The content of `curve.json`. */
export type Curve = z.infer<typeof curveSchema>;
export type CurvePoint = Curve["points"][number];
