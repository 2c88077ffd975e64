import { Interface } from "ethers";
import { PRESETS, type Preset } from "../../model/rules.ts";
import { wordAt } from "../../venues/words.ts";
import type { Chain } from "../../world/chain.ts";
import { ask } from "../ask.ts";
import { type Release, releaseOf } from "./releaseOf.ts";

const BUNDLED = new Interface(["function getRules() view returns (uint8 arithmetic)"]);
/** Arithmetics in the order of the bundled pool's own enumeration. */
const ARITHMETIC = ["aave-v2", "aave-v3.0", "aave-v3.6"] as const;
const PRESET_OF: Readonly<Record<Release, Preset>> = {
  "3.0": "aave-v3.0",
  "3.1": "aave-v3.0",
  "3.2": "aave-v3.0",
  "3.3": "aave-v3.6",
  "3.4": "aave-v3.6",
  "3.5": "aave-v3.6",
  "3.6": "aave-v3.6",
  "3.7": "aave-v3.6",
};

/** The rules that a pool follows, and what it calls its release. The bundled pool says them itself. */
export async function rulesFollowed(chain: Chain, pool: string): Promise<{ preset: Preset; release: string }> {
  const rules = await ask(chain, pool, BUNDLED.encodeFunctionData("getRules"));
  if (rules !== undefined) {
    const arithmetic = ARITHMETIC[Number(wordAt(rules, 0))]!;
    const preset = (Object.keys(PRESETS) as Preset[]).find((name) => PRESETS[name].arithmetic === arithmetic)!;
    return { preset, release: `bundled, ${preset}` };
  }
  const { release, revision } = await releaseOf(chain, pool);
  const number = revision === undefined ? "" : `, revision ${revision}`;
  return { preset: PRESET_OF[release], release: `Aave v${release}${number}` };
}
