import { badInput } from "../../errors.ts";
import { didYouMean } from "../nearest.ts";
import type { Scenario } from "../schema.ts";
import type { Treatments } from "../treatmentSchema.ts";
import { vaultOf } from "../vaultOf.ts";
import { needsOf, vaultOrder } from "../vaultOrder.ts";
import { type PlaceIn, requireAsset } from "./listed.ts";

/** What the registry counts with. */
const MOST_ASSETS = 24;
const MOST_CAPPED = 8;
const MOST_DEPTH = 3;
/** What its keeper lets a look at all venues take. */
const LOOK_GAS = 6_000_000;

/** A registry that sees all that venues hold, and whose figures last until it looks again. */
export function checkCap(scenario: Scenario, { cap, pokeBlocks }: Treatments, place: PlaceIn): void {
  if (cap === undefined) return;
  checkReach(scenario, place);
  const parts = ["lending", ...(scenario.perps === undefined ? [] : ["perps"]), ...sharesOf(scenario)];
  for (const name of Object.keys(cap.weights)) {
    if (parts.includes(name)) continue;
    throw badInput("VENUE_UNKNOWN", `The registry weighs no venue "${name}".`, {
      place: place("weights", name),
      hint: `${didYouMean(name, parts)}It weighs ${parts.join(", ")}.`,
    });
  }
  checkReuse(scenario, Object.keys(cap.maxReuse), place);
  if (cap.binds === "opening" && cap.rampSeconds > 0) {
    throw badInput("RAMP_WHILE_OPENING", "A cap that comes into force slowly cannot bind while positions are opened.", {
      place: place("rampSeconds"),
      hint: "Set binds to run, or rampSeconds to 0.",
    });
  }
  if (scenario.chain.blockGasLimit < LOOK_GAS) {
    throw badInput(
      "BLOCK_TOO_SMALL",
      `The registry's look at all venues may take ${LOOK_GAS} gas, more than a block.`,
      {
        place: place(),
        hint: "Raise chain.blockGasLimit.",
      },
    );
  }
  const between = pokeBlocks * scenario.chain.blockSeconds;
  if (cap.maxAgeSeconds >= between) return;
  throw badInput("CAP_ALWAYS_STALE", `What is stored is too old before anyone looks again, ${between} seconds later.`, {
    place: place("maxAgeSeconds"),
    hint: `It must be at least pokeBlocks × chain.blockSeconds, ${between}.`,
  });
}

function checkReach(scenario: Scenario, place: PlaceIn): void {
  const { assets, lending, perps } = scenario;
  const traded = Object.values(perps?.markets ?? {}).map(({ asset }) => asset);
  const margin = perps === undefined ? [] : [perps.quote, ...Object.keys(perps.collateral)];
  const vaults = vaultOrder(assets);
  const behind = vaults.flatMap((symbol) => needsOf(vaultOf(scenario, symbol)));
  const held = new Set([...Object.keys(lending.reserves), ...traded, ...margin, ...behind]);
  const plain = [...held].filter((symbol) => assets[symbol]?.vault === undefined);
  if (plain.length > MOST_ASSETS) {
    throw badInput("TOO_MANY_ASSETS", `The registry measures ${MOST_ASSETS} assets, and ${plain.length} are held.`, {
      place: place(),
      hint: "Take reserves, markets or collaterals away.",
    });
  }
  const deep = vaults.find((symbol) => depthOf(scenario, symbol) > MOST_DEPTH);
  if (deep === undefined) return;
  throw badInput("VAULTS_TOO_DEEP", `The registry looks through ${MOST_DEPTH} vaults, and ${deep} stands on more.`, {
    place: place(),
    hint: "Build it on fewer vaults.",
  });
}

/** Assets that claims on each other are counted of: plain ones, for shares are looked through. */
function checkReuse(scenario: Scenario, symbols: readonly string[], place: PlaceIn): void {
  for (const symbol of symbols) {
    requireAsset(scenario, symbol, place("maxReuse", symbol));
    if (scenario.assets[symbol]?.vault === undefined) continue;
    throw badInput("CAP_OF_SHARE", `${symbol} is a share: the registry counts what stands behind it.`, {
      place: place("maxReuse", symbol),
      hint: `Cap ${needsOf(vaultOf(scenario, symbol)).join(" or ")}.`,
    });
  }
  if (symbols.length <= MOST_CAPPED) return;
  throw badInput("TOO_MANY_ASSETS", `The registry caps ${MOST_CAPPED} assets at most, not ${symbols.length}.`, {
    place: place("maxReuse"),
    hint: "Cap those that are used again.",
  });
}

function sharesOf({ assets }: Scenario): string[] {
  return vaultOrder(assets).length === 0 ? [] : ["shares"];
}

/** Vaults on top of one another; 1 holds no share. */
function depthOf(scenario: Scenario, symbol: string): number {
  const shares = needsOf(vaultOf(scenario, symbol)).filter((needed) => scenario.assets[needed]?.vault !== undefined);
  return 1 + Math.max(0, ...shares.map((share) => depthOf(scenario, share)));
}
