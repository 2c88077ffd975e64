import { AbiCoder, keccak256 } from "ethers";
import { abs, WAD } from "../../units.ts";
import type { AdlPolicy } from "./terms.ts";

/** A position that deleveraging may take, and its account; sizes in wad base, money in quote. */
export type AdlCandidate = {
  /** The account's address. */
  readonly account: string;
  readonly size: bigint;
  /** |cost| */
  readonly cost: bigint;
  /** At mark. */
  readonly notional: bigint;
  /** Of the position, at mark with funding. */
  readonly profit: bigint;
  readonly settled: bigint;
  readonly equity: bigint;
  /** Of all positions of the account, without reward. */
  readonly maintenance: bigint;
  /** Of all but this one. */
  readonly maintenanceOfOthers: bigint;
};

/** What a score depends on beside the candidate: the market's seed, one whole quote token. */
export type AdlScoreContext = { readonly seed: bigint; readonly quoteUnit: bigint };

/**
 * Rank of a candidate in profit with equity, larger first; in pro-rata rounds its weight. Wad, each quotient rounded
 * down. Hyperliquid: (mark ÷ entry, inverted for shorts) · notional ÷ equity. Binance: profit ÷ settled margin (at least
 * one quote token) · maintenance ÷ equity.
 */
export function adlScore(policy: AdlPolicy, candidate: AdlCandidate, { seed, quoteUnit }: AdlScoreContext): bigint {
  const { size, cost, notional, profit, settled, equity, maintenance } = candidate;
  switch (policy) {
    case "hyperliquid-queue":
      // For a short entry ÷ mark · notional is its cost.
      if (size < 0n) return (cost * WAD) / equity;
      return (((notional * WAD) / (cost > 0n ? cost : 1n)) * notional) / equity;
    case "binance-queue":
      return (((profit * WAD) / (settled > quoteUnit ? settled : quoteUnit)) * maintenance) / equity;
    case "profit-pro-rata":
      return (profit * WAD) / quoteUnit;
    case "contracts-pro-rata":
      return abs(size);
    case "random":
      return BigInt(keccak256(AbiCoder.defaultAbiCoder().encode(["uint256", "address"], [seed, candidate.account])));
    case "none":
      return 0n;
  }
}

/** Whether a policy shares what is closed among all in profit, so that nobody is ranked. */
export function isProRata(policy: AdlPolicy): boolean {
  return policy === "profit-pro-rata" || policy === "contracts-pro-rata";
}
