import { z } from "zod";

const address = z.string().regex(/^0x[0-9a-f]{40}$/, "is no address in lower case");
const amount = z
  .string()
  .regex(/^\d+$/, "is no whole number")
  .transform((text) => BigInt(text));
const count = z.number().int().nonnegative();

const reserve = z.strictObject({
  id: count,
  asset: address,
  symbol: z.string(),
  decimals: count,
  configuration: amount.describe("settings as the pool packs them"),
  aToken: address,
  debtToken: address,
  price: amount.nullable().describe("in units of `unit`; null where the oracle gave none"),
  scaledDebt: amount.describe("variable debt of everyone, without interest since each loan"),
  scaledDebtFound: amount.describe("of which the accounts below owe"),
});

const collateral = z.strictObject({
  asset: address,
  amount: amount.describe("smallest units, with interest"),
  scaled: amount.describe("the same over the liquidity index"),
});

const debt = z.strictObject({
  asset: address,
  amount: amount.describe("at the variable rate; smallest units, with interest"),
  scaled: amount.describe("the same over the borrow index"),
  stable: amount.describe("at a fixed rate, where the pool still has such debt"),
});

const account = z.strictObject({
  account: address,
  healthFactor: amount.describe("wad; below 10^18 it may be liquidated"),
  collateralValue: amount.describe("in units of `unit`"),
  debtValue: amount.describe("in units of `unit`"),
  liquidationThreshold: amount.describe("bps, mean over the collateral"),
  eMode: count.describe("category; 0 is none"),
  collateral: z.array(collateral).describe("what secures the debt; other supply is left out"),
  debt: z.array(debt),
});

/** The file `positions.json`: who owes on a pool at a block. Amounts are decimal strings, exact. */
export const positionsSchema = z.strictObject({
  positions: z.literal(1).describe("version of this format"),
  protocol: z.literal("aave-v3"),
  chainId: count,
  pool: address,
  provider: address,
  oracle: address,
  unit: amount.describe("one unit of the oracle's currency"),
  block: count,
  blockHash: z.string().regex(/^0x[0-9a-f]{64}$/),
  timestamp: count.describe("of the block, unix seconds"),
  source: z.discriminatedUnion("from", [
    z.strictObject({ from: z.literal("events"), firstBlock: count }),
    z.strictObject({ from: z.literal("file") }),
  ]),
  candidates: count.describe("accounts looked at, of which those below owe"),
  reserves: z.array(reserve).describe("by id"),
  accounts: z.array(account).describe("by address"),
});

/** Who owes on a pool at a block. */
export type Positions = z.output<typeof positionsSchema>;
export type PositionAccount = Positions["accounts"][number];
