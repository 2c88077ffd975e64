import type { LiquidityPosition } from "./poolFromPositions.ts";
import type { PoolState } from "./swap.ts";
import { MAX_TICK, MIN_TICK } from "./tickMath.ts";

/** A pool's liquidity as ranges that do not overlap, as far as its ticks are known. */
export function poolRanges({ ticks: listed, tick, liquidity, known }: PoolState): LiquidityPosition[] {
  const { from, to } = known ?? { from: MIN_TICK, to: MAX_TICK };
  const ticks = listed.filter(({ index }) => index >= from && index <= to);
  const edges = known === undefined ? [] : [from, to];
  const at = [...new Set([...ticks.map(({ index }) => index), ...edges])].toSorted((a, b) => a - b);
  const nets = new Map(ticks.map(({ index, liquidityNet }) => [index, liquidityNet]));
  // What began below the ticks that are known is there already.
  let standing = ticks.reduce(
    (rest, { index, liquidityNet }) => (index <= tick ? rest - liquidityNet : rest),
    liquidity,
  );
  return at.slice(0, -1).flatMap((tickLower, i) => {
    standing += nets.get(tickLower) ?? 0n;
    return standing > 0n ? [{ tickLower, tickUpper: at[i + 1] ?? tickLower, liquidity: standing }] : [];
  });
}
