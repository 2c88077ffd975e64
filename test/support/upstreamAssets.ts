import type { MintableToken } from "../../types/ethers-contracts/index.ts";
import type { AaveReserve } from "./aaveMarket.ts";
import type { UniswapFixture } from "./uniswap.ts";

const WAD = 10n ** 18n;
const DAY = 86_400;
/** Wrapped staked ether in ether, a little above the ratio of the day when this was written; it earns 3 % a year. */
const RATIO = (117n * WAD) / 100n;
const GROWTH = (3n * WAD) / 100n;
const CAP_BPS = 900;

/** Prices are in dollars of 8 decimals, `collateral` and what follows in bps as Aave's market on Ethereum has them. */
const LISTED = {
  USDC: { name: "USD Coin", decimals: 6, price: 10n ** 8n, ltv: 7_700, threshold: 8_000, bonus: 10_450 },
  WBTC: { name: "Wrapped BTC", decimals: 8, price: 40_000n * 10n ** 8n, ltv: 7_300, threshold: 7_800, bonus: 10_500 },
  WETH: { name: "Wrapped Ether", decimals: 18, price: 2_000n * 10n ** 8n, ltv: 8_050, threshold: 8_300, bonus: 10_500 },
  wstETH: {
    name: "Wrapped stETH",
    decimals: 18,
    price: 2_340n * 10n ** 8n,
    ltv: 7_850,
    threshold: 8_100,
    bonus: 10_600,
  },
} as const;
const CORRELATED: readonly string[] = ["WETH", "wstETH"];

export type UpstreamSymbol = keyof typeof LISTED;
export const UPSTREAM_SYMBOLS = Object.keys(LISTED) as UpstreamSymbol[];

/** A token of the chain that plays a real one, with the feed that prices it and the terms that lending lists it with. */
export interface UpstreamAsset extends AaveReserve {
  symbol: UpstreamSymbol;
  /** Lower case, as `asset` is not. */
  address: string;
  token: MintableToken;
  decimals: number;
  /** At the start, dollars of 8 decimals. */
  price: bigint;
  /** Of the loan that collateral carries, and of where it is liquidated, without e-mode [bps]. */
  ltv: number;
  threshold: number;
}

export type UpstreamAssets = Record<UpstreamSymbol, UpstreamAsset>;

/** Tokens of 6, 8 and 18 decimals; the last is priced by a capped ratio over the one before, as lending protocols do it. */
export async function deployUpstreamAssets({ ethers, owner }: Pick<UniswapFixture, "ethers" | "owner">) {
  const assets: Partial<UpstreamAssets> = {};
  for (const symbol of UPSTREAM_SYMBOLS) {
    const { name, decimals, price, ltv, threshold, bonus } = LISTED[symbol];
    const token = await ethers.deployContract("MintableToken", [name, symbol, decimals, owner.address], owner);
    const asset = String(token.target);
    const feed = symbol === "wstETH" ? await composed(assets.WETH!) : await plain(symbol, price);
    const eModes = CORRELATED.includes(symbol) ? [1] : [];
    const terms = { decimals, ltv, threshold, bonus, collateralIn: eModes, borrowableIn: eModes };
    const address = asset.toLowerCase();
    assets[symbol] = { symbol, asset, address, token, feed, decimals, price, ltv, threshold, terms };
  }
  return assets as UpstreamAssets;

  async function plain(symbol: string, price: bigint): Promise<string> {
    const feed = await ethers.deployContract("PriceFeed", [8, `${symbol} / USD`, owner.address], owner);
    await feed.setTransmitter(owner.address, true);
    await feed.transmit(price);
    return String(feed.target);
  }

  async function composed({ asset, feed }: UpstreamAsset): Promise<string> {
    const staked = ["Staked Ether", "stETH", asset, RATIO, GROWTH, owner.address] as const;
    const ratio = await ethers.deployContract("StakedToken", [...staked], owner);
    const { timestamp } = (await ethers.provider.getBlock("latest"))!;
    const snapshot = { ratio: RATIO, takenAt: timestamp - DAY, yearlyGrowthBps: CAP_BPS };
    const args = [feed, ratio.target, DAY, snapshot, "wstETH / USD", owner.address] as const;
    return String((await ethers.deployContract("CappedRatioFeed", [...args], owner)).target);
  }
}
