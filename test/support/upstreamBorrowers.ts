import { dataSlice, id } from "ethers";
import { type Random, randomStream } from "../../src/world/random.ts";
import type { UpstreamAssets, UpstreamSymbol } from "./upstreamAssets.ts";

const SEED = 7;
const BPS = 10_000n;
/** Of what an account may borrow against its collateral in e-mode. */
const CORRELATED_LTV = 9_300n;
/** Every tenth account holds as many times what the others do. */
const WHALE = 20n;

/** What accounts choose from; one that stands here twice is chosen twice as often. */
const COLLATERAL = ["WETH", "wstETH", "WETH", "WBTC"] as const;
const DEBT = ["USDC", "WBTC", "USDC", "WETH"] as const;

/** So many of the smallest unit of an asset. */
export type UpstreamAmount = { symbol: UpstreamSymbol; amount: bigint };

/** What an account has and owes, and what becomes of that before anybody looks. */
export interface UpstreamBorrower {
  account: string;
  eMode: 0 | 1;
  collateral: UpstreamAmount[];
  debt: UpstreamAmount[];
  /** `lender` never borrows; somebody else borrows on the account of `delegated`. */
  fate: "owes" | "repaid" | "halfRepaid" | "delegated" | "lender";
}

/** A seeded population: one or two collaterals, one or two debts, from hardly any risk to next to liquidation. */
export function upstreamBorrowers(assets: UpstreamAssets, count: number): UpstreamBorrower[] {
  return Array.from({ length: count }, (_, i) => {
    const random = randomStream(SEED, `borrower ${i}`);
    const isCorrelated = i % 6 === 0;
    const supplied = isCorrelated ? ["wstETH" as const] : someOf(random, i % 9 === 4 ? ["USDC"] : COLLATERAL);
    const owed = isCorrelated
      ? ["WETH" as const]
      : someOf(
          random,
          DEBT.filter((symbol) => !supplied.includes(symbol)),
        );
    const dollars = random.between(5_000n, 50_000n) * (i % 10 === 0 ? WHALE : 1n);
    const each = (dollars * 10n ** 8n) / BigInt(supplied.length);
    const ltv = (symbol: UpstreamSymbol) => (isCorrelated ? CORRELATED_LTV : BigInt(assets[symbol].ltv));
    const borrowable = supplied.reduce((sum, symbol) => sum + (each * ltv(symbol)) / BPS, 0n);
    const used = (borrowable * random.between(3_500n, 9_900n)) / BPS / BigInt(owed.length);
    return {
      account: dataSlice(id(`upstream borrower ${i}`), 12),
      eMode: isCorrelated ? 1 : 0,
      collateral: supplied.map((symbol) => ({ symbol, amount: amountOf(assets, symbol, each) })),
      debt: owed.map((symbol) => ({ symbol, amount: amountOf(assets, symbol, used) })),
      fate: fateOf(i),
    };
  });
}

/** What `usd` of 8 decimals buys at the start. */
export function amountOf(assets: UpstreamAssets, symbol: UpstreamSymbol, usd: bigint): bigint {
  const { decimals, price } = assets[symbol];
  return (usd * 10n ** BigInt(decimals)) / price;
}

function fateOf(i: number): UpstreamBorrower["fate"] {
  if (i % 17 === 16) return "repaid";
  if (i % 19 === 18) return "lender";
  if (i % 11 === 10) return "delegated";
  return i % 13 === 12 ? "halfRepaid" : "owes";
}

/** One of them, or two that follow each other. */
function someOf(random: Random, symbols: readonly UpstreamSymbol[]): UpstreamSymbol[] {
  const first = random.index(symbols.length);
  const isOne = symbols.length === 1 || random.index(3) > 0;
  return isOne ? [symbols[first]!] : [...new Set([symbols[first]!, symbols[(first + 1) % symbols.length]!])];
}
