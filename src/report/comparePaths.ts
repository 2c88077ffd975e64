import type { Comparison } from "../analysis/compareSchema.ts";
import { columnWidth, thinLast, thinLine } from "./thin.ts";

const MOST_COLUMNS = 600;

type Line = (number | null)[];

/** Prices of one asset by block of a run, USD; null where there is none. */
export interface PricePath {
  blocks: number[];
  blockSeconds: number;
  oracle: Line;
  reference: Line;
  pool: Line;
}

/** What the page's chart of prices draws. */
export interface ComparePaths {
  arms: string[];
  blocks: number[];
  blockSeconds: number;
  /** By `seed 1`: a path for the base and each treatment, in their order. */
  seeds: Record<string, Pick<PricePath, "oracle" | "reference" | "pool">[]>;
}

/** Lays the price paths of all runs side by side; those that end early end in gaps, long ones are thinned out. */
export function comparePaths(
  { base, treatments, seeds }: Comparison,
  pathOf: (folder: string) => PricePath | undefined,
): ComparePaths {
  const arms = [base, ...treatments];
  const paths = seeds.map((_, i) => arms.map(({ runs }) => pathOf(runs[i]?.folder ?? "") ?? NONE));
  const longest = paths.flat().reduce((most, path) => (path.blocks.length > most.blocks.length ? path : most), NONE);
  const width = columnWidth(longest.blocks.length, MOST_COLUMNS);
  const thin = ({ oracle, reference, pool }: PricePath) => ({
    oracle: thinLine(oracle, width),
    reference: thinLine(reference, width),
    pool: thinLine(pool, width),
  });
  return {
    arms: arms.map(({ name }) => name),
    blocks: thinLast(longest.blocks, width),
    blockSeconds: longest.blockSeconds,
    seeds: Object.fromEntries(seeds.map((seed, i) => [`seed ${seed}`, (paths[i] ?? []).map(thin)])),
  };
}

const NONE: PricePath = { blocks: [], blockSeconds: 0, oracle: [], reference: [], pool: [] };
