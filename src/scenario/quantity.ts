import { z } from "zod";
import { FaultlineError } from "../errors.ts";
import { BPS, parseWad, WAD } from "../units.ts";
import { grains } from "./grains.ts";

/** A decimal as written in a scenario: a YAML number or a string such as `"-20%"` or `"1_000_000"`. */
const written = z.union([z.number(), z.string()]);

/** Most of anything, in whole units or USD: far above any market, and far below what overflows on the chain. */
const MOST = 10n ** 18n * WAD;
const HIGHEST_PRICE = 10n ** 12n * WAD;
/** The smallest price that a feed with 8 decimals can show. */
const LOWEST_PRICE = 10n ** 10n;
const MOST_CAP = (2n ** 36n - 1n) * WAD;

/** `grain`: the smallest step, [wad], between two values that it takes. */
function quantity(what: string, check: (wad: bigint) => boolean, rule: string, grain = 1n) {
  const schema = written
    .transform((value, context) => {
      try {
        const wad = parseWad(value);
        if (check(wad)) return wad;
        context.addIssue({ code: "custom", message: `must be ${rule}, not ${value}` });
      } catch (error) {
        if (!(error instanceof FaultlineError)) throw error;
        const message =
          error.code === "UNIT_NOT_A_NUMBER"
            ? `must be a number, not "${value}"`
            : `must be a number: ${error.message}`;
        context.addIssue({ code: "custom", message, params: { hint: `${error.hint} The unit is part of the key.` } });
      }
      return z.NEVER;
    })
    .meta({ description: `${what}: ${rule}` });
  grains.add(schema, { grain });
  return schema;
}

const between = (low: bigint, high: bigint) => (wad: bigint) => wad >= low && wad <= high;

/** A share of a whole, [wad], 0 to 1 (`"83%"` or `0.83`). */
export const share = () => quantity("a share", between(0n, WAD), "between 0% and 100%");

/** A share that the lending pool keeps in basis points, [wad]. */
export const bpsShare = () =>
  quantity(
    "a share",
    (wad) => between(0n, WAD)(wad) && wad % (WAD / BPS) === 0n,
    "between 0% and 100%, to 0.01% at the finest",
    WAD / BPS,
  );

/** A share that is neither nothing nor all, [wad]. */
export const properShare = () => quantity("a share", between(1n, WAD - 1n), "more than 0% and less than 100%");

/** A share of at least and at most so many percent, [wad]. */
export const shareWithin = (least: number, most: number) =>
  quantity(
    "a share",
    between((BigInt(least) * WAD) / 100n, (BigInt(most) * WAD) / 100n),
    `between ${least}% and ${most}%`,
  );

/** How many times something counts, [wad], up to 10. */
export const multiple = () => quantity("a multiple", between(0n, 10n * WAD), "between 0 and 10");

/** How much of a value a ratio moves in an hour, [wad]; a control on the chain keeps it by the second. */
export const hourlySpeed = () =>
  quantity("a speed", between(WAD / 10n ** 6n, 1_000n * WAD), "between 0.000001 and 1000 an hour");

/** A non-negative rate or fraction, [wad], up to 10 (1000 %). */
export const rate = () => quantity("a rate", between(0n, 10n * WAD), "between 0% and 1000%");

/** A relative price change, [wad], above −100 % and at most +1000 %. */
export const change = () => quantity("a price change", between(1n - WAD, WAD), "above -100% and at most 100%");

/** A positive amount, [wad]. */
export const positive = () => quantity("an amount", between(1n, MOST), "more than 0 and at most 1e18");

/** A price in USD, [wad]. */
export const price = () => quantity("a price", between(LOWEST_PRICE, HIGHEST_PRICE), "between 0.00000001 and 1e12");

/** An amount that may be zero, [wad]. */
export const nonNegative = () => quantity("an amount", between(0n, MOST), "between 0 and 1e18");

/** A gas price in gwei, [wad]; base fees of a run rise from it. */
export const gasPrice = () => quantity("a gas price", between(0n, 1_000_000n * WAD), "between 0 and 1000000");

/** A cap of the lending pool, which keeps whole units, [wad]. */
export const cap = () =>
  quantity("a cap", (wad) => between(0n, MOST_CAP)(wad) && wad % WAD === 0n, "a whole number up to 68719476735", WAD);

/** Leverage or health factor, [wad], at least 1. */
export const atLeastOne = () => quantity("the value", between(WAD, 1_000_000n * WAD), "between 1 and 1000000");

/** What the leverage registry holds something to, [wad]. */
export const leverageCap = () => quantity("a cap", between(WAD, 1_000n * WAD), "between 1 and 1000");

/** Notional ÷ equity of a trader, [wad]; below 1 where part of the equity is idle. */
export const leverage = () => quantity("leverage", between(WAD / 100n, 1_000n * WAD), "between 0.01 and 1000");

/** A closed range; `min` must not exceed `max`. */
export const range = (of: () => ReturnType<typeof positive>) => ordered(z.strictObject({ min: of(), max: of() }));

/** Refuses a mapping whose `min` is larger than its `max`. */
export function ordered<T extends z.ZodType<{ min: bigint; max: bigint }>>(bounds: T): T {
  return bounds.refine(({ min, max }) => min <= max, { message: "must have a min that is not larger than its max" });
}

export const seconds = () => z.number().int().nonnegative().describe("seconds");
export const blocks = () => z.number().int().nonnegative().max(100_000).describe("blocks");
export const count = (most: number) => z.number().int().positive().max(most);
