import { abs, WAD } from "../units.ts";
import { ArbitragePace } from "./arbitragePace.ts";
import type { BookAccount } from "./bookAccount.ts";
import type { SaleTerms } from "./bookLiquidation.ts";
import { SaleRounds } from "./saleRounds.ts";
import { expWad, lnRatioWad } from "./transcendental.ts";

// The fixed point of a cascade, from the book and the depth alone.
//
// An instant log shock e hits the outside market and the pools at once. The reference then falls on to T = e + I by
// permanent impact (no recovery): I = (S(T) − [q(T) − q(e)]) / D, with
//   D     the outside depth, dollars per unit of log price;
//   q(x)  the dollars that the pools pay while their price falls by x: they absorb this much on the way;
//   S(T)  the dollars of the shocked asset sold while the oracle falls to T, marked at the price of the sale, pool fee
//         apart: what liquidators lose to slippage, arbitrage sells outside.
// It is reached from below as the market reaches it, T(k+1) = e + (S(k) − [q(p(k)) − q(e)]) / D: in a block the oracle
// prints if it has to, liquidators sell what the pools pay for, and arbitrage carries the pools to p, near the
// reference as it stood, handing on what it does not leave in them. Since pools follow a block behind, the reference
// may pass its resting place on the way. Interest, gas, congestion and limited capital are left out.

export type PanicSeller = { readonly usd: bigint /** Log fall at which it sells. [wad] */; readonly trigger: bigint };

export type CascadeInput = {
  readonly accounts: readonly BookAccount[];
  readonly panic?: readonly PanicSeller[] | undefined;
  /** Log fall e. [wad] */
  readonly shock: bigint;
  /** D in wad dollars; null is a market that nothing moves (coupling off), 0 a pool that nobody arbitrages. */
  readonly outsideDepth: bigint | null;
  readonly sale: SaleTerms;
  /** Relative move after which the oracle prints. [wad] */
  readonly deviation?: bigint | undefined;
  /** Largest share of the gap between pools and reference that arbitrage closes in a block. [wad] */
  readonly arbitrageShare?: bigint | undefined;
};

export type Cascade = {
  /** The largest log fall of the reference on the way; null when nothing stops it. [wad] */
  readonly fall: bigint | null;
  /** T, where it comes to rest. [wad] */
  readonly rest: bigint | null;
  /** S(T). [wad dollars] */
  readonly soldUsd: bigint;
};

/** More than any cascade of a finite book takes: each block sells something or halves what is left of a gap. */
const MOST_BLOCKS = 5_000;

/** Predicts a cascade. A block costs a look at each account that has something to do. */
export function cascade(input: CascadeInput): Cascade {
  const { outsideDepth, sale, shock, deviation = 0n } = input;
  const start = expWad(-shock);
  const paidTo = sale.depth.paidTo;
  const book = new SaleRounds(input.accounts, sale);
  const pace = new ArbitragePace(input.arbitrageShare ?? WAD, sale.poolFee);
  const panic = [...(input.panic ?? [])].sort((a, b) => (a.trigger < b.trigger ? -1 : a.trigger > b.trigger ? 1 : 0));
  let fired = 0;
  let [oracle, reference, pool, lowest, soldUsd] = [WAD, start, start, start, 0n];

  for (let block = 0; block < MOST_BLOCKS; block++) {
    if (abs(reference - oracle) * WAD >= deviation * oracle) oracle = reference;
    const already = paidTo(pool);
    let batch = book.sell(oracle, already - paidTo(oracle));
    const fallen = lnRatioWad(WAD, reference);
    for (let next = panic[fired]; next !== undefined && next.trigger <= fallen; next = panic[fired]) {
      batch += next.usd;
      fired++;
    }
    soldUsd += batch;

    if (outsideDepth === null) {
      if (batch === 0n && !book.isWaiting) break;
      continue;
    }
    if (outsideDepth === 0n) {
      const rest = factorPaying(paidTo(start) + soldUsd, start, paidTo);
      if (rest === null) return { fall: null, rest: null, soldUsd };
      if (rest === pool && batch === 0n && !book.isWaiting) break;
      [reference, pool] = [rest, rest];
    } else {
      const carried = pace.next(pool, reference);
      const flow = carried === null ? 0n : batch - (paidTo(carried) - already);
      if (batch === 0n && flow === 0n && !book.isWaiting) break;
      pool = carried ?? factorPaying(already + batch, pool, paidTo) ?? 1n;
      reference = (reference * expWad((-flow * WAD) / outsideDepth)) / WAD;
    }
    if (reference < lowest) lowest = reference;
  }

  const taken = (factor: bigint) => paidTo(factor) + ((outsideDepth ?? 0n) * lnRatioWad(start, factor)) / WAD;
  const rests = outsideDepth === null ? start : factorPaying(paidTo(start) + soldUsd, start, taken);
  const logFall = (factor: bigint | null) =>
    factor === null ? null : factor === start ? shock : lnRatioWad(WAD, factor);
  return { fall: logFall(rests !== null && rests < lowest ? rests : lowest), rest: logFall(rests), soldUsd };
}

/** The factor at or below `from` at which `paid` first reaches an amount, by bisection to 10⁻¹⁵; null when it never does. */
function factorPaying(amount: bigint, from: bigint, paid: (factor: bigint) => bigint): bigint | null {
  if (paid(from) >= amount) return from;
  let [low, high] = [1n, from];
  if (paid(low) < amount) return null;
  while (high - low > 1_000n) {
    const middle = (low + high) / 2n;
    if (paid(middle) >= amount) low = middle;
    else high = middle;
  }
  return low;
}
