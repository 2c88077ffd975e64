import type { Candle } from "../scenario/candles.ts";

/**
 * Prices of one candle at `steps` equally spaced blocks [wad].
 *
 * The rule: a candle that closes lower went open → high → low → close, any other open → low → high → close, in
 * straight lines whose corners fall on blocks, so both extremes are real prices of the walk. Needs at least 4 steps.
 */
export function walkCandle(candle: Candle, steps: number): bigint[] {
  const falling = candle.close < candle.open;
  const corners = falling
    ? [candle.open, candle.high, candle.low, candle.close]
    : [candle.open, candle.low, candle.high, candle.close];
  const at = [0, Math.floor((steps - 1) / 3), Math.floor((2 * (steps - 1)) / 3), steps - 1];

  return Array.from({ length: steps }, (_, step) => {
    const leg = step >= at[2]! ? 2 : step >= at[1]! ? 1 : 0;
    const [from, to] = [corners[leg]!, corners[leg + 1]!];
    const [start, end] = [at[leg]!, at[leg + 1]!];
    return from + ((to - from) * BigInt(step - start)) / BigInt(end - start);
  });
}
