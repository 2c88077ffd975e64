type Pair = { base: string; quote: string };

/** Whether pools lead from one asset to another. */
export function isConnected({ pools }: { pools: readonly Pair[] }, from: string, to: string): boolean {
  const reached = new Set([from]);
  for (const asset of reached) {
    for (const { base, quote } of pools) {
      if (base === asset) reached.add(quote);
      if (quote === asset) reached.add(base);
    }
  }
  return reached.has(to);
}
