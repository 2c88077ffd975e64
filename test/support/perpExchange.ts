import { ZeroAddress } from "ethers";
import { artifacts, network } from "hardhat";
import type { PerpTerms } from "../../src/model/perps/terms.ts";
import type { CollateralTerms, PoolTerms } from "../../src/model/perps/venueTerms.ts";
import type { MintableToken } from "../../types/ethers-contracts/index.ts";
import { marketConfig } from "./perpConfig.ts";

export const PERP_GAS = { gasLimit: 16_000_000n };

/** One market to list: prices in dollars with 8 decimals; `spot` where the mark takes a spot average in. */
export type PerpListing = { readonly terms: PerpTerms; readonly price: bigint; readonly spot?: bigint };

/** One collateral to list. */
export type CollateralListing = { readonly terms: CollateralTerms; readonly price: bigint };

export type PerpListings = {
  readonly quoteDecimals: number;
  readonly pool: PoolTerms;
  readonly markets: readonly PerpListing[];
  readonly collaterals: readonly CollateralListing[];
};

export type PerpFixture = Awaited<ReturnType<typeof deployPerps>>;

/** Where an exchange is deployed, and what it is quoted in. */
type Site = { readonly connection: Awaited<ReturnType<typeof network.create>>; readonly quote: MintableToken };

/**
 * A perpetual exchange with its pool, on a chain and with a quote token of its own if no site is given; the first
 * account owns it and prints the prices.
 */
export async function deployPerps({ quoteDecimals, pool, markets, collaterals }: PerpListings, site?: Site) {
  const connection = site?.connection ?? (await network.create());
  const { ethers, networkHelpers } = connection;
  const signers = await ethers.getSigners();
  const owner = signers[0];
  if (owner === undefined) throw new Error("The chain has no accounts.");

  const libraries = new Map<string, string>();
  /** Addresses of the libraries that a contract links, deployed where they are new. */
  const linked = async (name: string): Promise<Record<string, string>> => {
    const artifact = await artifacts.readArtifact(name);
    const names = Object.values(artifact.linkReferences).flatMap((inFile) => Object.keys(inFile));
    for (const library of names) {
      if (libraries.has(library)) continue;
      const factory = await ethers.getContractFactory(library, { libraries: await linked(library) });
      libraries.set(library, await (await factory.deploy()).getAddress());
    }
    return Object.fromEntries(names.map((library) => [library, libraries.get(library) as string]));
  };

  const token = (symbol: string, decimals: number) =>
    ethers.deployContract("MintableToken", [symbol, symbol, decimals, owner.address]);
  const feed = async (price: bigint) => {
    const printed = await ethers.deployContract("PriceFeed", [8, "price", owner.address]);
    await printed.setTransmitter(owner.address, true);
    await printed.transmit(price);
    return printed;
  };

  const quote = site?.quote ?? (await token("USDC", quoteDecimals));
  const factory = await ethers.getContractFactory("PerpExchange", { libraries: await linked("PerpExchange") });
  const exchange = await factory.deploy(quote, owner.address);
  const liquidity = await ethers.deployContract("LiquidityPool", [exchange, "pool", "pool"]);
  await exchange.setPool(liquidity);
  await exchange.configurePool(pool);

  const feeds = [];
  for (const { terms, price, spot } of markets) {
    const index = await feed(price);
    const average = spot === undefined ? undefined : await feed(spot);
    const spotFeed = average === undefined ? ZeroAddress : await average.getAddress();
    await exchange.listMarket(marketConfig(terms, await index.getAddress(), spotFeed), PERP_GAS);
    feeds.push({ index, spot: average });
  }
  const tokens = [];
  for (const { terms, price } of collaterals) {
    const listed = await token("COL", terms.decimals);
    const printed = await feed(price);
    await exchange.configureCollateral(listed, { ...terms, feed: printed, maxPriceAge: 0 });
    tokens.push({ token: listed, feed: printed });
  }
  return { connection, ethers, networkHelpers, owner, signers, quote, exchange, liquidity, feeds, tokens };
}
