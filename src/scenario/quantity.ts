import { z } from "zod";
import { FaultlineError } from "../errors.ts";
import { parseWad } from "../units.ts";

/** A decimal as written in a scenario: a YAML number or a string such as `"-20%"` or `"1_000_000"`. */
const written = z.union([z.number(), z.string()]);

function quantity(what: string, check: (wad: bigint) => boolean, rule: string) {
  return written
    .transform((value, context) => {
      try {
        const wad = parseWad(value);
        if (check(wad)) return wad;
        context.addIssue({ code: "custom", message: `${what} must be ${rule}, not ${value}` });
      } catch (error) {
        if (!(error instanceof FaultlineError)) throw error;
        context.addIssue({ code: "custom", message: error.message.replace(/\.$/, "") });
      }
      return z.NEVER;
    })
    .meta({ description: `${what}: ${rule}` });
}

/** A share of a whole, [wad], 0 to 1 (`"83%"` or `0.83`). */
export const share = () => quantity("a share", (wad) => wad >= 0n && wad <= 10n ** 18n, "between 0% and 100%");

/** A non-negative rate or fraction, [wad], up to 10 (1000 %). */
export const rate = () => quantity("a rate", (wad) => wad >= 0n && wad <= 10n ** 19n, "between 0% and 1000%");

/** A relative price change, [wad], above −100 % and at most +1000 %. */
export const change = () =>
  quantity("a price change", (wad) => wad > -(10n ** 18n) && wad <= 10n ** 19n, "above -100% and at most 1000%");

/** A positive amount or price, [wad]. */
export const positive = () => quantity("an amount", (wad) => wad > 0n, "more than 0");

/** An amount that may be zero, [wad]. */
export const nonNegative = () => quantity("an amount", (wad) => wad >= 0n, "0 or more");

/** Leverage or health factor, [wad], at least 1. */
export const atLeastOne = () => quantity("the value", (wad) => wad >= 10n ** 18n, "1 or more");

/** A closed range; `min` must not exceed `max`. */
export const range = (of: () => ReturnType<typeof positive>) =>
  z.strictObject({ min: of(), max: of() }).refine((bounds) => bounds.min <= bounds.max, {
    message: "min must not be larger than max",
  });

export const seconds = () => z.number().int().nonnegative().describe("seconds");
export const blocks = () => z.number().int().nonnegative().describe("blocks");
export const count = () => z.number().int().nonnegative();
