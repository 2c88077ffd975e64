import { WAD } from "../../units.ts";

/** A position and what its account has above (below, if negative) its maintenance margin at `mark`. */
export type LiquidationInputs = {
  readonly size: bigint;
  readonly mark: bigint;
  /** [quote] equity less maintenance margin and reward */
  readonly available: bigint;
  /** [wad] maintenance margin and reward, of notional */
  readonly ratio: bigint;
  readonly quoteUnit: bigint;
};

/**
 * Where a position alone brings its account to maintenance, all other prices standing still: mark − σ · available ÷
 * |size| ÷ (1 − σ · ratio), in wad, for showing. Null where no positive price does.
 */
export function liquidationPrice({ size, mark, available, ratio, quoteUnit }: LiquidationInputs): bigint | null {
  const side = size > 0n ? 1n : -1n;
  const slope = WAD - side * ratio;
  if (size === 0n || slope <= 0n) return null;
  const price = mark - (available * WAD * WAD * WAD) / (size * quoteUnit * slope);
  return price > 0n ? price : null;
}

/** An isolated position: entry price in wad, margin in quote, maintenance ratio in wad. */
export type IsolatedPosition = {
  readonly size: bigint;
  readonly entry: bigint;
  readonly margin: bigint;
  readonly ratio: bigint;
  readonly quoteUnit: bigint;
};

/** Closed form of an isolated position: (q·e − M) ÷ (q·(1 − m)) long, (q·e + M) ÷ (q·(1 + m)) short, in wad. */
export function isolatedLiquidationPrice(position: IsolatedPosition): bigint | null {
  const { size, entry, margin, ratio, quoteUnit } = position;
  return liquidationPrice({
    size,
    mark: entry,
    available: margin - ((size > 0n ? size : -size) * entry * ratio * quoteUnit) / (WAD * WAD * WAD),
    ratio,
    quoteUnit,
  });
}
