import { createRequire } from "node:module";
import { type Contract, solidityPacked, ZeroAddress } from "ethers";
import { artifacts } from "hardhat";
import { poolFromPositions } from "../../src/model/poolFromPositions.ts";
import type { Preset } from "../../src/model/rules.ts";
import type { BasisConfig } from "../../src/model/vaults/basisVault.ts";
import type { QueuedVaultTerms } from "../../src/model/vaults/queuedVault.ts";
import { parseWad, WAD } from "../../src/units.ts";
import {
  type Account,
  borrow,
  deployLending,
  fund,
  GOLD,
  type ListedReserve,
  type Listing,
  supply,
} from "./lending.ts";
import { deployPerps } from "./perpExchange.ts";
import { sampleTerms } from "./samplePerpTerms.ts";
import { createPool, deployUniswapFor } from "./uniswap.ts";
import { FEE, positionsAt, RICH, sqrtPriceOf, worth } from "./vaultWorld.ts";

const require = createRequire(import.meta.url);
const QUOTER = require("@uniswap/v3-periphery/artifacts/contracts/lens/Quoter.sol/Quoter.json");
const LIBRARIES = ["BasisConfigLib", "BasisFulfilLib", "BasisHedgeLib", "BasisRebalanceLib", "BasisViewLib"];
const MAX = 2n ** 256n - 1n;
const ETHER = 2_000n * 10n ** 8n;

/** A basis vault's world: its asset and spot token, base asset for one spot token [wad], and whether it parks. */
export type BasisListing = {
  readonly preset: Preset;
  readonly pair: readonly [Listing, Listing];
  readonly rate: bigint;
  readonly parks: boolean;
  readonly depth: bigint;
  readonly terms: Omit<QueuedVaultTerms, "isCharged" | "feeRecipient">;
  readonly config: BasisConfig;
};

export type BasisFixture = Awaited<ReturnType<typeof deployBasis>>;

/** The exchange that the vault is short on: an ether market with caps, fees and a thin skew. */
export function exchangeOf({ pair: [asset] }: BasisListing) {
  const unit = 10n ** BigInt(asset.decimals);
  const terms = sampleTerms({
    trading: { skewScale: 40_000n * WAD, maxSize: 1_500n * WAD },
    margin: { minPositionMargin: 20n * unit, initialRatio: parseWad("4%"), maintenanceScalar: parseWad("60%") },
    liquidation: {
      ...{ flagReward: parseWad("0.03%"), minReward: unit, maxReward: 40n * unit, rewardRatio: parseWad("0.05%") },
      ...{ windowSize: 100n * WAD, windowSeconds: 60n, maxSkewInWindow: parseWad("0.5%") },
    },
  });
  return {
    quoteDecimals: asset.decimals,
    pool: { feeShare: parseWad("63%"), maxProfitForWithdrawal: parseWad("45%"), maxProfitForPayout: parseWad("60%") },
    markets: [{ terms, price: ETHER }],
    collaterals: [],
  };
}

/** A basis vault on the real exchange, lending pool and Uniswap v3, with traders on the other side. */
export async function deployBasis(listing: BasisListing) {
  const lending = await deployLending(listing.preset, [...listing.pair, GOLD]);
  const { connection, ethers, owner, signers, pool, oracle, reserves, treasury } = lending;
  const [asset, spot, gold] = reserves as [ListedReserve, ListedReserve, ListedReserve];
  const [lender, debtor, hoarder, keeper, trader] = signers.slice(2, 7) as [
    Account,
    Account,
    Account,
    Account,
    Account,
  ];
  for (const account of [debtor, hoarder]) await supply(lending, account, gold, RICH);
  await supply(lending, lender, asset, worth(asset.listing, 5_000_000n));
  await borrow(lending, debtor, asset, worth(asset.listing, 2_000_000n));
  for (const account of [hoarder, lender]) await fund(lending, account, asset, RICH);

  const perps = await deployPerps(exchangeOf(listing), { connection, quote: asset.token });
  const uniswap = await deployUniswapFor(ethers, owner, [asset.token, spot.token]);
  const collateralIsToken0 = uniswap.addresses[0] === asset.token.target;
  const sqrtPriceX96 = sqrtPriceOf(listing, collateralIsToken0, asset.listing.price, spot.listing.price);
  const positions = positionsAt(listing, collateralIsToken0, sqrtPriceX96);
  const amm: Contract = await createPool(uniswap, FEE, sqrtPriceX96, positions);
  const quoter = await new ethers.ContractFactory(QUOTER.abi, QUOTER.bytecode, owner).deploy(
    uniswap.factory.target,
    owner.address,
  );
  const staked = await ethers.deployContract("StakedToken", ["", "", spot.token, listing.rate, 0, owner.address]);

  const libraries: Record<string, string> = {};
  for (const name of LIBRARIES) {
    // Without their ABI, in which libraries name types that no ABI knows.
    const { bytecode } = await artifacts.readArtifact(name);
    libraries[name] = await (await new ethers.ContractFactory([], bytecode, owner).deploy()).getAddress();
  }
  const factory = await ethers.getContractFactory("BasisVault", { libraries });
  const vault = await factory.deploy({
    ...{ asset: asset.token, spot: spot.token, rate: staked, exchange: perps.exchange, market: 0, oracle },
    ...{ pool: listing.parks ? pool : ZeroAddress, swapRouter: uniswap.router.target, quoter },
    path: solidityPacked(["address", "uint24", "address"], [asset.token.target, FEE, spot.token.target]),
    ...{ name: "Basis", symbol: "BASIS", owner: owner.address },
    terms: { ...listing.terms, feeRecipient: treasury.address },
    config: listing.config,
  });
  await vault.setKeeper(keeper.address, true);
  const holders = signers.slice(7, 10);
  for (const account of [...holders, trader, lender]) {
    await asset.token.mint(account.address, RICH);
    for (const spender of [vault, perps.exchange, perps.liquidity]) {
      await asset.token.connect(account).approve(spender, MAX);
    }
  }
  const lens = await ethers.deployContract("VaultLens");
  const labLens = await ethers.deployContract("LabLens");
  return {
    ...lending,
    ...{ listing, perps, uniswap, amm, vault, lens, labLens, lender, hoarder, keeper, trader, holders, asset, spot },
    ...{ collateralIsToken0, state: poolFromPositions(sqrtPriceX96, FEE, 10, positions) },
  };
}
