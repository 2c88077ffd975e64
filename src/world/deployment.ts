/** A pool of the AMM with what its price means. */
export interface AmmPoolInfo {
  address: string;
  /** Uniswap v3 where absent. */
  kind?: "uniswap-v3" | "uniswap-v2";
  base: string;
  quote: string;
  /** In hundredths of a basis point. */
  fee: number;
  baseIsToken0: boolean;
}

/** Pools to pass through, by the symbols of the two assets, as in `WBTC USDT`: addresses in the order of the trade. */
export type Ways = Readonly<Record<string, readonly string[]>>;

/** A reserve of the lending pool, in the order of the pool's own list. */
export interface ReserveInfo {
  symbol: string;
  /** Its pair of bits in users' bitmaps; its place in the list where absent. */
  id?: number;
  aToken: string;
  debtToken: string;
  /** Whether it lends for the length of a transaction; if absent, as the lab's own pool does. */
  flashLoans?: boolean;
  /** Whether it can be taken as collateral and repaid as debt; if absent, as on the lab's own pool. */
  liquidatable?: boolean;
}

/** A market of the perpetual exchange. */
export interface PerpMarketInfo {
  id: number;
  name: string;
  /** Whose feed is the index. */
  asset: string;
  /** What averages the spot price for a median mark; the zero address where nothing does. */
  spotFeed: string;
}

/** The perpetual exchange: markets by the id that they were listed under, collaterals in the exchange's order. */
export interface PerpDeployment {
  exchange: string;
  /** The liquidity pool, whose shares are a token. */
  pool: string;
  lens: string;
  /** Symbol of the quote token. */
  quote: string;
  markets: PerpMarketInfo[];
  /** Symbols. */
  collaterals: string[];
}

/** A vault, whose share is the token of the same symbol. */
export interface VaultInfo {
  /** Of the share; the share's token is the vault. */
  symbol: string;
  address: string;
  kind: "loop" | "basis";
  /** Symbol of the vault's asset. */
  asset: string;
  /** What its net assets per share say, [wad]: the `ShareRate`. */
  rate: string;
  /** The feed that lending and perps read for the share. */
  feed: string;
  /** The share's pool on the AMM; null without one. */
  pool: string | null;
  /** Feeds that the lab lets lending read during the run, by index of the scenario's change. */
  laterFeeds: Record<string, string>;
}

/** Where a control of the breaker is set. */
export interface GuardScope {
  control: "priceVelocity" | "outflow" | "throttle" | "borrowVelocity" | "lossStop" | "pause";
  /** By name; null is everywhere. */
  venue: string | null;
  /** Symbol, or name of a market; null is everything. */
  asset: string | null;
  isMarket: boolean;
  /** The same as the breaker has it: the zero address for null, a market's number and one. */
  at: { venue: string; asset: string };
}

/** The controls that are switched on; each absent where no treatment needs it. */
export interface GuardDeployment {
  /** What the venues ask in the run: a guard, or the relay that asks several. */
  hook?: string;
  relay?: string;
  registry?: string;
  /** How the registry reads accounts, by the name of their weight: lending, perps, shares. */
  adapters: Record<string, string>;
  breaker?: string;
  scopes: GuardScope[];
  /** What tells the breaker of losses in lending, and of the exchange's. */
  deficitWatch?: string;
  shortfallWatch?: string;
  /** Through what the breaker holds accounts to a spread, by venue: lending, perps. */
  marginViews: Record<string, string>;
  /** Scaled margins, and moving thresholds. */
  margin?: string;
  /** Through what scaled margins measure accounts of the exchange. */
  perpMargin?: string;
  /** What scaled margins read of an asset's first market, by symbol. */
  openInterest: Record<string, string>;
  steps?: string;
  /** Incentives around a reserve's own, by symbol. */
  toxicZones: Record<string, string>;
  /** Through which the lab sees how they stand. */
  lens: string;
  /** The breaker's and the registry's guardian, and owner of none. */
  guardian: string;
  /** Addresses of the venues that report, by name: lending, perps, a vault by its share. */
  venues: Record<string, string>;
}

/** Where everything is: plain data, so that a live node can hand it to another process. Addresses are lower case. */
export interface Deployment {
  roles: Record<"lab" | "oracleNode" | "liquidityProvider" | "treasury" | "user" | "liquidator", string>;
  tokens: Record<string, string>;
  feeds: Record<string, string>;
  oracle: string;
  lendingPool: string;
  provider: string;
  configurator: string;
  reserves: ReserveInfo[];
  swapRouter: string;
  minter: string;
  ammPools: AmmPoolInfo[];
  /** Ways that trades take although shorter ones may be listed; absent where none is chosen. */
  ways?: Ways;
  externalMarket: string;
  arbitrage: string;
  leverageRouter: string;
  flashLiquidator: string;
  lens: string;
  perps?: PerpDeployment;
  /** In the order of the scenario's assets; empty without vaults. */
  vaults: VaultInfo[];
  /** Absent without vaults. */
  vaultLens?: string;
  shareLiquidator?: string;
  /** Who gives out tokens that the lab may not mint, on a fork; absent where it may. */
  funder?: string;
  /** Symbols of tokens that the funder has none of, nor anybody else of the lab. */
  ungiven?: readonly string[];
  /** Absent without treatments. */
  guards?: GuardDeployment;
}
