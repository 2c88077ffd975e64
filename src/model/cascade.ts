import { WAD } from "../units.ts";
import { type BookAccount, factorAtHealth, openState } from "./bookAccount.ts";
import type { SaleTerms } from "./bookLiquidation.ts";
import { type ForcedSale, forcedSales } from "./forcedSales.ts";
import { expWad, lnRatioWad } from "./transcendental.ts";

// The fixed point of a cascade, from the book and the depth alone.
//
// An instant log shock e hits the outside market and the pools at once. The reference then falls on to T = e + I by
// permanent impact (no recovery): I = (S(T) − [q(T) − q(e)]) / D, with
//   D     the outside depth, dollars per unit of log price;
//   q(x)  the dollars that the pools pay while their price falls by x: they absorb this much on the way;
//   S(T)  the dollars of the shocked asset sold while the oracle falls to T, marked at the price of the sale, pool fee
//         apart: what liquidators lose to slippage, arbitrage sells outside.
// The book is walked down continuously from e: each account is liquidated where its own health factor passes one (or
// at e, if the shock alone takes it there), so that S is a step function and T the smallest fixed point ≥ e, reached
// from below. Interest, congestion and limited capital are left out.

export type PanicSeller = { readonly usd: bigint /** Log fall at which it sells. [wad] */; readonly trigger: bigint };

export type CascadeInput = {
  readonly accounts: readonly BookAccount[];
  readonly panic?: readonly PanicSeller[] | undefined;
  /** Log fall e. [wad] */
  readonly shock: bigint;
  /** D in wad dollars; null is a market that nothing moves (coupling off), 0 a pool that nobody arbitrages. */
  readonly outsideDepth: bigint | null;
  readonly sale: SaleTerms;
  /** Log fall by which the oracle's print may lag the reference: sales then wait for it. [wad] */
  readonly oracleLag?: bigint | undefined;
};

export type Cascade = {
  /** Total log fall T of the reference; null when nothing stops it. [wad] */
  readonly fall: bigint | null;
  /** S(T). [wad dollars] */
  readonly soldUsd: bigint;
  /** Sales over the next 1 % times the impact of a dollar, the largest met on the way from e to T. [wad] */
  readonly branchingRatio: bigint;
  /** For each account the price factor (wad) below which it can be liquidated; 0 = never on a fall. */
  readonly thresholds: readonly bigint[];
};

const ONE_PERCENT_DOWN = (99n * WAD) / 100n;
const ONE_PERCENT_LOG = lnRatioWad(100n, 99n);

/** Predicts a cascade. Sales are collected once, O(accounts); the fixed point takes some dozen looks at the depth. */
export function cascade(input: CascadeInput): Cascade {
  const start = expWad(-input.shock);
  const lag = expWad(-(input.oracleLag ?? 0n));
  const book = collect(input, start);
  const absorbed = absorption(input, start);
  const thresholds = input.accounts.map((account) => factorAtHealth(openState(account), WAD));

  // A sale after the shock waits for the print that shows its price, which lags the reference.
  const saleAt = (index: number) => book.sales[index]?.factor ?? start;
  const reached = (index: number) => (saleAt(index) === start ? start : (saleAt(index) * lag) / WAD);
  let count = book.upTo(start);
  let branchingRatio = 0n;
  if (input.outsideDepth !== null) {
    for (let before = -1; before < count; ) {
      before = count;
      const ratio = branching(input, book, count === 0 ? start : saleAt(count - 1));
      if (ratio > branchingRatio) branchingRatio = ratio;
      const sold = book.sums[count] as bigint;
      count = lastWhere(count, book.sales.length, (index) => absorbed(reached(index)) <= sold);
    }
  }

  const soldUsd = book.sums[count] as bigint;
  const factor = restingPlace(start, soldUsd, absorbed, input);
  const fall = factor === null ? null : factor === start ? input.shock : lnRatioWad(WAD, factor);
  return { fall, soldUsd, branchingRatio, thresholds };
}

type Book = { sales: readonly ForcedSale[]; sums: readonly bigint[]; upTo: (factor: bigint) => number };

/** All sales in the order of the fall, and their running sums. */
function collect(input: CascadeInput, start: bigint): Book {
  const panic = (input.panic ?? []).map(({ usd, trigger }) => {
    const factor = expWad(-trigger);
    return { usd, factor: factor < start ? factor : start };
  });
  const sales = [...input.accounts.flatMap((account) => forcedSales(account, start, input.sale)), ...panic];
  sales.sort((a, b) => (a.factor === b.factor ? 0 : a.factor > b.factor ? -1 : 1));
  const sums = [0n];
  for (const { usd } of sales) sums.push((sums.at(-1) as bigint) + usd);
  return {
    sales,
    sums,
    upTo: (factor) => lastWhere(0, sales.length, (i) => (sales[i] as ForcedSale).factor >= factor),
  };
}

/** What the outside and the pools take together while the price goes from the shock to a factor. Rises with the fall. */
function absorption({ outsideDepth, sale }: CascadeInput, start: bigint): (factor: bigint) => bigint {
  const already = sale.depth.paidTo(start);
  return (factor) => {
    const pools = sale.depth.paidTo(factor) - already;
    return outsideDepth ? pools + (outsideDepth * lnRatioWad(start, factor)) / WAD : pools;
  };
}

/** The factor at which `sold` has been absorbed, by bisection to 10⁻¹⁵; null when it never is. */
function restingPlace(
  start: bigint,
  sold: bigint,
  absorbed: (factor: bigint) => bigint,
  input: CascadeInput,
): bigint | null {
  if (sold === 0n || input.outsideDepth === null) return start;
  let low = 1n;
  let high = start;
  if (absorbed(low) < sold) return null;
  while (high - low > 1_000n) {
    const middle = (low + high) / 2n;
    if (absorbed(middle) >= sold) low = middle;
    else high = middle;
  }
  return low;
}

function branching({ outsideDepth, sale }: CascadeInput, book: Book, factor: bigint): bigint {
  const lower = (factor * ONE_PERCENT_DOWN) / WAD;
  const sold = (book.sums[book.upTo(lower)] as bigint) - (book.sums[book.upTo(factor)] as bigint);
  const depth = (outsideDepth ?? 0n) + sale.depth.perLogAt(factor);
  return depth === 0n ? 0n : (sold * WAD * WAD) / (ONE_PERCENT_LOG * depth);
}

/** The end of the run of indexes from `from` for which `holds`, by bisection. */
function lastWhere(from: number, to: number, holds: (index: number) => boolean): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
