import { Interface, type Result } from "ethers";
import { rulesOf } from "../../../deploy/modules/rulesOf.ts";
import { badInput } from "../../errors.ts";
import { PRESET_NAMES, type Preset } from "../../model/rules.ts";
import type { Chain } from "../../world/chain.ts";
import { ask } from "../ask.ts";
import { type Release, releaseOf } from "./releaseOf.ts";

const BUNDLED = new Interface([
  "function getRules() view returns (tuple(uint8 arithmetic, uint8 autoCollateral, bool virtualAccounting, bool liquidEMode, bool zeroLtvRule, bool frozenLtvIsZero, bool writesOffDeficit, bool forbidsSelfLiquidation, bool wholeAccountCloseFactor, uint16 closeFactor, uint16 flashPremiumToTreasury, uint64 fullCloseHealthFactor, uint32 minCloseValue, uint32 minLeftoverValue))",
]);
/** The latest release that is followed. */
const LATEST = PRESET_NAMES[PRESET_NAMES.length - 1] as Preset;

/** The rules that a pool follows, what it calls its release, and what of that release is not followed. */
export interface RulesFollowed {
  preset: Preset;
  release: string;
  notes: string[];
}

/** Finds out which rules a pool follows. The bundled pool says them itself; `LENDING_RULES_UNKNOWN` if nobody has those. */
export async function rulesFollowed(chain: Chain, pool: string): Promise<RulesFollowed> {
  const rules = await ask(chain, pool, BUNDLED.encodeFunctionData("getRules"));
  if (rules !== undefined) return bundled(pool, BUNDLED.decodeFunctionResult("getRules", rules)[0]);
  const { release, revision } = await releaseOf(chain, pool);
  const number = revision === undefined ? "" : `, revision ${revision}`;
  const preset = presetOf(release);
  const notes =
    preset === undefined ? [`Aave v${release} is newer than the rules known here: agents reckon with ${LATEST}.`] : [];
  return { preset: preset ?? LATEST, release: `Aave v${release}${number}`, notes };
}

/** The rules of a release; undefined for one that is newer than those known. */
export function presetOf(release: Release): Preset | undefined {
  return PRESET_NAMES.find((name) => name === `aave-v${release}`);
}

function bundled(pool: string, rules: Result): RulesFollowed {
  const isOf = (preset: Preset) =>
    Object.entries(rulesOf(preset)).every(([key, value]) => String(rules[key as keyof Result]) === String(value));
  const preset = PRESET_NAMES.find(isOf);
  if (preset !== undefined) return { preset, release: `bundled, ${preset}`, notes: [] };
  throw badInput("LENDING_RULES_UNKNOWN", `The bundled pool ${pool} follows rules of its own.`, {
    hint: `Use a pool that was built with one of the presets ${PRESET_NAMES.join(", ")}.`,
  });
}
