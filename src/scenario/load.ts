import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { badInput } from "../errors.ts";
import { formatDecimal } from "../units.ts";
import { type Candle, candlesBetween, readCandles } from "./candles.ts";
import { checkReplay } from "./checkReplay.ts";
import type { RunPlace } from "./crossCheck.ts";
import { parseScenarioDocument, type ScenarioDocument } from "./document.ts";
import { type Overlay, readOverlay } from "./overlay.ts";
import { type ReplayAction, readReplay } from "./replayFile.ts";
import type { Scenario } from "./schema.ts";
import { validateScenario } from "./validate.ts";

/** A scenario with the data files it names. */
export interface LoadedScenario {
  file: string;
  /** What was laid over it, in that order. */
  overlays: readonly Pick<Overlay, "file" | "name" | "why">[];
  scenario: Scenario;
  candles: ReadonlyMap<string, readonly Candle[]>;
  replay: readonly ReplayAction[];
}

/**
 * Reads one scenario file, lays overlays over it, then overrides (`path=value`), and validates the whole and all that
 * it names. Data files lie beside the scenario, whoever names them.
 */
export function loadScenario(
  file: string,
  overrides: readonly string[] = [],
  overlayFiles: readonly string[] = [],
): LoadedScenario {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw badInput("SCENARIO_UNREADABLE", "The scenario file cannot be read.", {
      place: { file },
      hint: "`faultline scenarios` lists the bundled ones.",
    });
  }

  const overlays = overlayFiles.map(readOverlay);
  const document = parseScenarioDocument(text, file, overrides, overlays);
  return loadDocument(document, overlays);
}

/** Validates a parsed scenario and all that it names; data files lie beside `file`, the document's own unless stated. */
export function loadDocument(
  document: ScenarioDocument,
  overlays: LoadedScenario["overlays"] = [],
  file: string = document.file,
  place: RunPlace = "own chain",
): LoadedScenario {
  refuseFork(document);
  const scenario = validateScenario(document, place);
  const candles = new Map<string, readonly Candle[]>();
  for (const path of scenario.market.paths) {
    if (path.kind !== "candles") continue;
    const source = join(dirname(file), path.file);
    const [from, to] = [Date.parse(path.from) / 1000, Date.parse(path.to) / 1000];
    const inside = candlesBetween(readCandles(source), source, from, to, path.candleSeconds);
    requireStart(path.asset, inside[0] as Candle, scenario, document);
    candles.set(path.file, inside);
  }
  let replay: ReplayAction[] = [];
  if (scenario.replay !== undefined) {
    const recorded = join(dirname(file), scenario.replay.file);
    replay = readReplay(recorded);
    checkReplay(scenario, recorded, replay, document.placeOf);
  }
  return { file, overlays, scenario, candles, replay };
}

function refuseFork({ raw, placeOf }: ScenarioDocument): void {
  if (!Object.hasOwn(raw as object, "fork")) return;
  throw badInput("SCENARIO_OF_FORK", "The scenario is to be laid over a forked chain.", {
    place: placeOf(["fork"]),
    hint: "Run it with `faultline fork run --scenario`, from a node or a recorded state.",
  });
}

function requireStart(symbol: string, first: Candle, scenario: Scenario, document: ScenarioDocument): void {
  const stated = scenario.assets[symbol]?.priceUsd;
  if (stated === first.open) return;
  throw badInput(
    "PRICE_MISMATCH",
    `${symbol} starts at ${formatDecimal(stated ?? 0n, 18)}, its candles at ${formatDecimal(first.open, 18)}.`,
    {
      place: document.placeOf(["assets", symbol, "priceUsd"]),
      hint: "The world is built at priceUsd, so it must be the first candle's open.",
    },
  );
}
