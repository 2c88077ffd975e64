/** Where a lending protocol and the exchanges beside it stand on one chain. Addresses are lower case. */
export interface VenueAddresses {
  chainId: number;
  /** The chain's name, for people. */
  chain: string;
  /** `aave-v3`, `spark`, … */
  protocol: string;
  lendingPool: string;
  /** Uniswap v3's factory; absent where there is none. */
  uniswapV3?: { factory: string };
  /** Uniswap v2's factory, or one that is made the same. */
  uniswapV2?: { factory: string };
  /** What gas is paid in, as a token; the zero address where nobody says. */
  wrappedEther: string;
}
