import { badInput, FaultlineError } from "../../errors.ts";
import { parseWad, WAD } from "../../units.ts";
import type { ForkShock } from "./forkScenario.ts";

/** Reads terms such as `WETH=-25%`, one an asset. `SHOCK_SYNTAX`, `SHOCK_TWICE`. */
export function parseShocks(terms: readonly string[]): ForkShock[] {
  const shocks = terms.map(parse);
  const twice = shocks.find(({ asset }, i) => shocks.findIndex((other) => other.asset === asset) !== i);
  if (twice === undefined) return shocks;
  throw badInput("SHOCK_TWICE", `Two shocks move ${twice.asset}.`, {
    place: "--shock",
    hint: "Give one for each asset.",
  });
}

function parse(term: string): ForkShock {
  const [asset = "", change = "", ...rest] = term.split("=");
  if (asset !== "" && rest.length === 0 && isChange(change)) return { asset, change };
  throw badInput("SHOCK_SYNTAX", `"${term}" is no shock.`, {
    place: "--shock",
    hint: "Write asset=change, for example WETH=-25%; a change is above -100% and at most 100%.",
  });
}

function isChange(text: string): boolean {
  try {
    const change = parseWad(text);
    return change > -WAD && change <= WAD;
  } catch (error) {
    if (error instanceof FaultlineError) return false;
    throw error;
  }
}
