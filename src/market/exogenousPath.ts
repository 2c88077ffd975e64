import { expWad, sqrtWadDown } from "../model/transcendental.ts";
import type { Candle } from "../scenario/candles.ts";
import type { LoadedScenario } from "../scenario/load.ts";
import { recordedPrices, replayBlocks } from "../scenario/replayBlocks.ts";
import type { ReplayAction } from "../scenario/replayFile.ts";
import type { PathConfig, Scenario } from "../scenario/schema.ts";
import { WAD } from "../units.ts";
import { type Random, randomStream } from "../world/random.ts";
import { walkCandle } from "./candleWalk.ts";

/** The price of one asset in the outside world if nothing inside ever pushed it [wad], by block of the run. */
export interface ExogenousPath {
  asset: string;
  /** The block after which the path no longer moves. */
  lastBlock: number;
  /** Multiple of (or, with `absolute`, the very) starting price at a block, [wad]. */
  at(block: number): bigint;
  absolute: boolean;
}

/** Builds each path of the scenario; random ones draw from streams of their own. Recorded prices are paths too. */
export function exogenousPaths({ scenario, candles, replay }: LoadedScenario, seed: number): ExogenousPath[] {
  const stated = scenario.market.paths.map((path, index) => {
    const random = randomStream(seed, `path ${index}`);
    const walked = path.kind === "candles" ? (candles.get(path.file) ?? []) : [];
    return build(path, scenario, walked, random);
  });
  const recorded = [...recordedPrices(replay)].map((asset) =>
    replayed(asset, scenario.assets[asset]?.priceUsd ?? 0n, replay),
  );
  return [...stated, ...recorded];
}

/** The last price that a replay prints in each block, from the scenario's own price on. */
function replayed(asset: string, start: bigint, replay: readonly ReplayAction[]): ExogenousPath {
  let price = start;
  const prices = replayBlocks(replay).map((actions) => {
    price = actions.findLast((action) => action.action === "price" && action.asset === asset)?.amount ?? price;
    return price;
  });
  return table(asset, true, prices);
}

function build(path: PathConfig, scenario: Scenario, candles: readonly Candle[], random: Random): ExogenousPath {
  const { blockSeconds } = scenario.chain;
  switch (path.kind) {
    case "shock":
      return series(path.asset, false, path.atBlock, (block) => (block >= path.atBlock ? WAD + path.change : WAD));
    case "script": {
      const last = path.steps.at(-1)?.atBlock ?? 0;
      const start = scenario.assets[path.asset]?.priceUsd ?? 0n;
      return series(
        path.asset,
        true,
        last,
        (block) => path.steps.findLast((step) => step.atBlock <= block)?.priceUsd ?? start,
      );
    }
    case "candles": {
      const steps = path.candleSeconds / blockSeconds;
      return table(
        path.asset,
        true,
        candles.flatMap((candle) => walkCandle(candle, steps)),
      );
    }
    case "process": {
      const multiples = [WAD];
      const drift = gaussianStep(path.volatilityPerYear, blockSeconds, random);
      while (multiples.length <= path.blocks) multiples.push((multiples.at(-1)! * expWad(drift())) / WAD);
      return table(path.asset, false, multiples);
    }
  }
}

function series(asset: string, absolute: boolean, lastBlock: number, at: (block: number) => bigint): ExogenousPath {
  return { asset, absolute, lastBlock, at };
}

function table(asset: string, absolute: boolean, prices: readonly bigint[]): ExogenousPath {
  const last = prices.length - 1;
  return series(asset, absolute, last, (block) => prices[Math.min(block, last)]!);
}

/** Log returns of one block, [wad]; the normal variate is the sum of twelve uniforms less six (Irwin–Hall). */
function gaussianStep(volatilityPerYear: bigint, blockSeconds: number, random: Random): () => bigint {
  const SECONDS_PER_YEAR = 31_536_000n;
  const perBlock = sqrtWadDown((BigInt(blockSeconds) * WAD) / SECONDS_PER_YEAR);
  return () => {
    let normal = -6n * WAD;
    for (let i = 0; i < 12; i++) normal += random.wad();
    return (((normal * volatilityPerYear) / WAD) * perBlock) / WAD;
  };
}
