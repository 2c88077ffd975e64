import { badInput, type Place } from "../../errors.ts";
import type { PathConfig, Scenario } from "../schema.ts";
import { type PlaceOf, requireAsset } from "./listed.ts";

/** A candle's three legs need a block each, and a first one for its open. */
const LEAST_STEPS = 4;

/** Paths of listed assets, one each, that start where the assets do. */
export function checkMarket(scenario: Scenario, placeOf: PlaceOf): void {
  const { paths, depthUsdPerLog } = scenario.market;
  for (const [index, path] of paths.entries()) {
    const place = (...keys: PropertyKey[]) => placeOf(["market", "paths", index, ...keys]);
    requireAsset(scenario, path.asset, place("asset"));
    if (paths.findIndex(({ asset }) => asset === path.asset) !== index) {
      throw badInput("PATH_TWICE", `Two paths move ${path.asset}.`, {
        place: place("asset"),
        hint: "Join them: a script takes any number of steps.",
      });
    }
    if (scenario.assets[path.asset]?.vault !== undefined) {
      throw badInput(
        "PATH_OF_SHARE",
        `${path.asset} is a vault's share: its price follows from what the vault holds.`,
        {
          place: place("asset"),
          hint: "Move what the vault is built on.",
        },
      );
    }
    const isAbsolute = path.kind === "script" || path.kind === "candles";
    if (isAbsolute && scenario.assets[path.asset]?.staked !== undefined) {
      throw badInput(
        "PATH_OF_STAKED",
        `${path.asset} is staked and has no price that a ${path.kind} path could state.`,
        {
          place: place("kind"),
          hint: "Move its underlying, or its basis by a shock or a process.",
        },
      );
    }
    checkSteps(path, scenario, place);
  }
  for (const symbol of Object.keys(depthUsdPerLog))
    requireAsset(scenario, symbol, placeOf(["market", "depthUsdPerLog", symbol]));
  requireDepths(scenario, placeOf(["market", "depthUsdPerLog"]));
}

/** A coupled run whose outside market has no depth would move nothing and look reassuring. */
function requireDepths({ assets, market, pools }: Scenario, place: Place): void {
  if (market.coupling === "off") return;
  for (const { asset } of market.paths) {
    const followsPool = assets[asset]?.feed.follows === "pool";
    const isTraded = pools.some(({ base }) => base === asset);
    if (followsPool || !isTraded || market.depthUsdPerLog[asset] !== undefined) continue;
    throw badInput("DEPTH_MISSING", `The run is coupled, but the outside depth of ${asset} is not stated.`, {
      place,
      hint: `Give market.depthUsdPerLog.${asset} in USD for a unit of log price, or set market.coupling to off.`,
    });
  }
}

function checkSteps(path: PathConfig, scenario: Scenario, place: (...keys: PropertyKey[]) => Place): void {
  switch (path.kind) {
    case "shock":
      if (path.atBlock === 0) throw tooEarly(place("atBlock"));
      return;
    case "script":
      for (const [i, step] of path.steps.entries()) {
        if (step.atBlock === 0) throw tooEarly(place("steps", i, "atBlock"));
        if (step.atBlock > (path.steps[i - 1]?.atBlock ?? 0)) continue;
        throw badInput("PATH_BACKWARDS", "The steps of a script must stand in the order of their blocks.", {
          place: place("steps", i, "atBlock"),
          hint: `The step before is at block ${path.steps[i - 1]?.atBlock}.`,
        });
      }
      return;
    case "candles":
      return checkCandles(path, scenario.chain.blockSeconds, place);
  }
}

function checkCandles(
  path: Extract<PathConfig, { kind: "candles" }>,
  blockSeconds: number,
  place: (key: string) => Place,
): void {
  const steps = path.candleSeconds / blockSeconds;
  if (!Number.isInteger(steps) || steps < LEAST_STEPS) {
    throw badInput("CANDLES_STEP", `A candle must be a whole number of at least ${LEAST_STEPS} blocks long.`, {
      place: place("candleSeconds"),
      hint: `candleSeconds ${path.candleSeconds} ÷ chain.blockSeconds ${blockSeconds} = ${steps}.`,
    });
  }
  if (Date.parse(path.from) >= Date.parse(path.to)) {
    throw badInput("CANDLES_RANGE", "The candles end before they begin.", {
      place: place("to"),
      hint: "from must be earlier than to.",
    });
  }
}

function tooEarly(place: Place) {
  return badInput("PATH_TOO_EARLY", "A path moves its asset from block 1 on; block 0 shows the start.", {
    place,
    hint: "The price at the start is the asset's priceUsd.",
  });
}
