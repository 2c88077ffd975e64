/** Symbols of tokens that stand for a dollar. */
const DOLLAR = /USD|^(x?DAI|GHO|FRAX|DOLA|MAI|MIMATIC)$/i;
/** Symbols of ether as a token; other coins have others. */
const ETHER = /^W?ETH$/i;

/** Two symbols, in the order of the pool's tokens. */
export type Pair = readonly [string, string];

/**
 * Which of a pair's two assets the other is priced in: what stands for a dollar before wrapped ether before anything
 * else; of equals, the one that more of the `pairs` have in them; of equals again, the pool's second token.
 */
export function quoteOf(pair: Pair, pairs: readonly Pair[]): string {
  const [first, second] = pair;
  const uses = (symbol: string) => pairs.filter((other) => other.includes(symbol)).length;
  const better = rank(second) - rank(first) || uses(first) - uses(second);
  return better > 0 ? first : second;
}

/** Whether a token's symbol is that of something that stands for a dollar. */
export function isDollar(symbol: string): boolean {
  return DOLLAR.test(symbol);
}

function rank(symbol: string): number {
  if (isDollar(symbol)) return 0;
  return ETHER.test(symbol) ? 1 : 2;
}
