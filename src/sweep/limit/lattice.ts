/** The values between two ends that a search may try, [wad], lowest first. */
export interface Lattice {
  /** Index of the upper end. */
  last: number;
  /** Indexes of the values tried first: both ends and what lies evenly between them. */
  first: readonly number[];
  /** Most steps that halve the gap between two of `first` until no wider than the tolerance. */
  halvings: number;
  tolerance: bigint;
  valueAt(index: number): bigint;
}

export interface LatticeInput {
  low: bigint;
  high: bigint;
  /** The smallest step between two values that the key takes, a power of ten. */
  grain: bigint;
  /** How many values between the ends are tried first. */
  points: number;
  /** Widest interval that is narrow enough; a 64th of the range without. */
  tolerance?: bigint | undefined;
}

const PARTS = 64n;
/** Values are as short as a twentieth of the tolerance allows: −23.05 % rather than −23.046875 %. */
const SHORTNESS = 20n;

/**
 * Lays out what may be tried: the range in equal steps, each rounded half up to what the key takes and to few digits.
 * Two neighbours are never further apart than a given tolerance, or than the key's grain where that is coarser.
 */
export function latticeOf({ low, high, grain, points, tolerance }: LatticeInput): Lattice {
  const range = high - low;
  const wanted = max(tolerance ?? range / PARTS, grain);
  const unit = max(powerOfTenBelow(wanted / SHORTNESS), grain);
  // Rounding moves a neighbour by up to a unit; half a unit apart, no value that the key takes is left out.
  const widest = tolerance === undefined ? max(ceilDiv(range, PARTS), unit / 2n) : max(wanted - unit, unit / 2n);
  let halvings = 0;
  while (max(widest, 1n) * stepsAfter(halvings) < range) halvings += 1;
  const steps = stepsAfter(halvings);

  return {
    last: Number(steps),
    first: Array.from({ length: points + 2 }, (_, i) => i * 2 ** halvings),
    halvings,
    tolerance: wanted,
    valueAt(index) {
      if (index === 0) return low;
      if (BigInt(index) === steps) return high;
      const exact = low + (range * BigInt(index)) / steps;
      const rounded = floorDiv(exact + unit / 2n, unit) * unit;
      return rounded < low ? low : rounded > high ? high : rounded;
    },
  };

  function stepsAfter(halved: number): bigint {
    return BigInt(points + 1) << BigInt(halved);
  }
}

function powerOfTenBelow(value: bigint): bigint {
  return value < 1n ? 1n : 10n ** BigInt(value.toString().length - 1);
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function ceilDiv(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}

function floorDiv(a: bigint, b: bigint): bigint {
  return a >= 0n ? a / b : -ceilDiv(-a, b);
}
