/** Where a vault is built: what is deployed already. */
export interface VaultSite {
  /** Address by the name that the suite's modules give it; throws on what is not there. */
  at(name: string): string;
  has(name: string): boolean;
  /** Uniswap v3 path between two assets over pools that are there. */
  path(from: string, to: string): string;
  /** Smallest units of an asset worth `usd` [wad] at its start price, down. */
  units(symbol: string, usd: bigint): bigint;
}
