const DENOMINATOR = 8n;
const ELASTICITY = 2n;

/**
 * The base fee (wei) of the block after one with these figures, by EIP-1559, but never below `quiet`: a run is a part
 * of the chain's traffic, and the rest of it keeps the fee up.
 */
export function nextBaseFee(baseFee: bigint, gasUsed: bigint, gasLimit: bigint, quiet = 0n): bigint {
  const next = followingFee(baseFee, gasUsed, gasLimit);
  return next > quiet ? next : quiet;
}

function followingFee(baseFee: bigint, gasUsed: bigint, gasLimit: bigint): bigint {
  const target = gasLimit / ELASTICITY;
  if (gasUsed === target) return baseFee;
  if (gasUsed < target) return baseFee - (baseFee * (target - gasUsed)) / target / DENOMINATOR;
  const rise = (baseFee * (gasUsed - target)) / target / DENOMINATOR;
  return baseFee + (rise > 0n ? rise : 1n);
}
