import { InvalidArgumentError } from "commander";
import { FaultlineError } from "../../src/errors.ts";
import { parseWad, WAD } from "../../src/units.ts";

const MOST = 100n * WAD;

/** `--to`: a change of a price as a fraction [wad]. */
export function toChange(text: string): bigint {
  try {
    const change = parseWad(text);
    if (change > -WAD && change !== 0n && change <= MOST) return change;
  } catch (error) {
    if (!(error instanceof FaultlineError)) throw error;
  }
  throw new InvalidArgumentError("It must be a change such as -50% or 20%: above -100%, at most 10000%, and not 0.");
}
