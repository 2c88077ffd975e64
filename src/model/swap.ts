import { FaultlineError } from "../errors.ts";
import { type Reserves, swapPair } from "./pair.ts";
import { swapStep } from "./swapStep.ts";
import { MAX_SQRT_PRICE, MAX_TICK, MIN_SQRT_PRICE, MIN_TICK, sqrtPriceAtTick, tickAtSqrtPrice } from "./tickMath.ts";

/** A tick at which positions begin or end: `liquidityNet` is added when the price rises through it. */
export type InitializedTick = { readonly index: number; readonly liquidityNet: bigint };

/**
 * What a Uniswap v3 pool's swaps depend on. `fee` in hundredths of a basis point; `ticks` ascending by index, all there
 * are between the two of `known`, or all there are without it. With `reserves` it is a Uniswap v2 pair, whose swaps
 * depend on them alone (`pairState`).
 */
export type PoolState = {
  readonly sqrtPriceX96: bigint;
  readonly tick: number;
  readonly liquidity: bigint;
  readonly fee: number;
  readonly tickSpacing: number;
  readonly ticks: readonly InitializedTick[];
  readonly known?: { readonly from: number; readonly to: number };
  readonly reserves?: Reserves;
};

/** `amount` > 0: exact input, fee included; < 0: exact output. The swap stops at the price limit if one is given. */
export type SwapOrder = {
  readonly zeroForOne: boolean;
  readonly amount: bigint;
  readonly sqrtPriceLimitX96?: bigint | undefined;
};

/** Amounts in token units; `amountIn` includes `feeAmount`. `pool` is the state afterwards. */
export type SwapResult = {
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  readonly feeAmount: bigint;
  readonly ticksCrossed: number;
  readonly pool: PoolState;
};

/**
 * Swaps against a pool, bit for bit as Uniswap does (on v3 fee to the pool alone; the fee growth is not kept).
 * The result may spend less than asked when the limit or the end of the price grid is met. O(words + ticks crossed).
 * `SWAP_BEYOND_KNOWN` where it would go on among ticks that nobody read.
 */
export function swap(pool: PoolState, order: SwapOrder): SwapResult {
  const { zeroForOne, amount } = order;
  const limit = order.sqrtPriceLimitX96 ?? (zeroForOne ? MIN_SQRT_PRICE + 1n : MAX_SQRT_PRICE - 1n);
  requireLimit(pool, zeroForOne, limit);
  if (amount === 0n) throw new FaultlineError("SWAP_AMOUNT_ZERO", "A swap of nothing is refused by the pool.");
  if (pool.reserves !== undefined) return swapPair(pool.reserves, order);

  const fee = BigInt(pool.fee);
  let { sqrtPriceX96, tick, liquidity } = pool;
  let remaining = amount;
  const total = { amountIn: 0n, amountOut: 0n, feeAmount: 0n, ticksCrossed: 0 };

  while (remaining !== 0n && sqrtPriceX96 !== limit) {
    const { next, net } = nextTick(pool, tick, zeroForOne);
    const nextPrice = sqrtPriceAtTick(next);
    const beyondLimit = zeroForOne ? nextPrice < limit : nextPrice > limit;
    const step = swapStep(sqrtPriceX96, beyondLimit ? limit : nextPrice, liquidity, remaining, fee);

    remaining += amount > 0n ? -(step.amountIn + step.feeAmount) : step.amountOut;
    total.amountIn += step.amountIn + step.feeAmount;
    total.amountOut += step.amountOut;
    total.feeAmount += step.feeAmount;

    if (step.sqrtPriceX96 === nextPrice) {
      if (net !== undefined) {
        liquidity += zeroForOne ? -net : net;
        total.ticksCrossed++;
      }
      tick = zeroForOne ? next - 1 : next;
    } else if (step.sqrtPriceX96 !== sqrtPriceX96) {
      tick = tickAtSqrtPrice(step.sqrtPriceX96);
    }
    requireKnown(pool, tick, zeroForOne);
    sqrtPriceX96 = step.sqrtPriceX96;
  }
  return { ...total, pool: { ...pool, sqrtPriceX96, tick, liquidity } };
}

/**
 * Where the next step ends: the next initialized tick, or the border of the 256-tick bitmap word if none is in it.
 * The border matters although nothing happens there: amounts are rounded once more.
 */
function nextTick(pool: PoolState, tick: number, zeroForOne: boolean): { next: number; net: bigint | undefined } {
  const spacing = pool.tickSpacing;
  const compressed = Math.floor(tick / spacing);
  const at = firstAbove(pool.ticks, tick);
  const candidate = pool.ticks[zeroForOne ? at - 1 : at];
  const border = zeroForOne
    ? Math.floor(compressed / 256) * 256 * spacing
    : (Math.floor((compressed + 1) / 256) * 256 + 255) * spacing;
  const inWord = candidate !== undefined && (zeroForOne ? candidate.index >= border : candidate.index <= border);
  if (inWord) return { next: candidate.index, net: candidate.liquidityNet };
  return { next: Math.min(Math.max(border, MIN_TICK), MAX_TICK), net: undefined };
}

/** Position of the first tick above `tick` in the ascending list. */
function firstAbove(ticks: readonly InitializedTick[], tick: number): number {
  let low = 0;
  let high = ticks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ticks[middle] as InitializedTick).index <= tick) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A tick is crossed when its price is reached: on the way down the tick is then the one below. */
function requireKnown({ known }: PoolState, tick: number, zeroForOne: boolean): void {
  if (known === undefined || (zeroForOne ? tick >= known.from - 1 : tick <= known.to)) return;
  throw new FaultlineError(
    "SWAP_BEYOND_KNOWN",
    `A swap leaves the ticks ${known.from} to ${known.to}, beyond which the pool's liquidity was not read.`,
    {
      hint: "Move prices less far; a recorded state holds a pool as far from its price as the run that recorded it went.",
    },
  );
}

function requireLimit(pool: PoolState, zeroForOne: boolean, limit: bigint): void {
  const inside = zeroForOne
    ? limit < pool.sqrtPriceX96 && limit > MIN_SQRT_PRICE
    : limit > pool.sqrtPriceX96 && limit < MAX_SQRT_PRICE;
  if (!inside) {
    throw new FaultlineError("SWAP_LIMIT_PASSED", `The price limit ${limit} is not beyond the price in the direction.`);
  }
}
