import { createRequire } from "node:module";
import { type Contract, solidityPacked } from "ethers";
import { fullRangePosition } from "../../src/model/fullRange.ts";
import { sqrtPriceFromPrice } from "../../src/model/marketPrice.ts";
import { poolFromPositions } from "../../src/model/poolFromPositions.ts";
import type { Preset } from "../../src/model/rules.ts";
import { tickAtSqrtPrice } from "../../src/model/tickMath.ts";
import type { LoopConfig } from "../../src/model/vaults/loopVault.ts";
import type { QueuedVaultTerms } from "../../src/model/vaults/queuedVault.ts";
import { WAD } from "../../src/units.ts";
import {
  type Account,
  borrow,
  deployLending,
  fund,
  GOLD,
  type ListedReserve,
  type Listing,
  openEMode,
  supply,
} from "./lending.ts";
import { createPool, deployUniswapFor } from "./uniswap.ts";

const require = createRequire(import.meta.url);
const QUOTER = require("@uniswap/v3-periphery/artifacts/contracts/lens/Quoter.sol/Quoter.json");

export const FEE = 500;
export const FLASH_PREMIUM = 5n;
export const VAULT_GAS = { gasLimit: 16_000_000n };
const MAX = 2n ** 256n - 1n;
/** More of a token than anybody needs. */
export const RICH = 2n ** 100n;
const LIBRARIES = ["LoopCashLib", "LoopConfigLib", "LoopFulfilLib", "LoopTradeLib"];

/** A vault's world: which release, which pair, in e-mode or not, and how deep the market is on each side [$]. */
export type VaultListing = {
  readonly preset: Preset;
  readonly pair: readonly [Listing, Listing];
  readonly eMode: boolean;
  readonly depth: bigint;
  readonly terms: Omit<QueuedVaultTerms, "isCharged" | "feeRecipient">;
  readonly config: LoopConfig;
};

/** Two assets and how much of the second, in dollars, a pool of them holds. */
type Market = Pick<VaultListing, "pair" | "depth">;

export type VaultFixture = Awaited<ReturnType<typeof deployVault>>;

/** So many whole dollars of an asset at its first price. */
export function worth({ decimals, price }: Listing, dollars: bigint): bigint {
  return (dollars * 10n ** (8n + BigInt(decimals))) / price;
}

/** A loop vault on the real lending pool and real Uniswap v3; both reserves are lent from and borrowed from. */
export async function deployVault(listing: VaultListing) {
  const lending = await deployLending(listing.preset, [...listing.pair, GOLD]);
  const { ethers, owner, signers, pool, configurator, reserves, treasury } = lending;
  const [collateral, debt, gold] = reserves as [ListedReserve, ListedReserve, ListedReserve];
  await configurator.updateFlashloanPremium(FLASH_PREMIUM);
  if (listing.eMode) await openEMode(lending, [0], [1]);

  const [lender, debtor, hoarder, keeper] = signers.slice(2, 6) as [Account, Account, Account, Account];
  for (const account of [debtor, hoarder]) await supply(lending, account, gold, RICH);
  for (const reserve of [collateral, debt]) {
    await supply(lending, lender, reserve, worth(reserve.listing, 20_000_000n));
    await borrow(lending, debtor, reserve, worth(reserve.listing, 3_000_000n));
    for (const account of [hoarder, lender]) await fund(lending, account, reserve, RICH);
  }

  const uniswap = await deployUniswapFor(ethers, owner, [collateral.token, debt.token]);
  const collateralIsToken0 = uniswap.addresses[0] === collateral.token.target;
  const sqrtPriceX96 = sqrtPriceOf(listing, collateralIsToken0, collateral.listing.price, debt.listing.price);
  const positions = positionsAt(listing, collateralIsToken0, sqrtPriceX96);
  const amm: Contract = await createPool(uniswap, FEE, sqrtPriceX96, positions);
  const quoter = await new ethers.ContractFactory(QUOTER.abi, QUOTER.bytecode, owner).deploy(
    uniswap.factory.target,
    owner.address,
  );

  const libraries: Record<string, string> = {};
  for (const name of LIBRARIES) libraries[name] = (await (await ethers.deployContract(name)).getAddress()) as string;
  const factory = await ethers.getContractFactory("LoopVault", { libraries });
  const vault = await factory.deploy({
    ...{ collateral: collateral.token, debt: debt.token, pool, swapRouter: uniswap.router.target, quoter },
    path: solidityPacked(["address", "uint24", "address"], [debt.token.target, FEE, collateral.token.target]),
    ...{ eMode: listing.eMode ? 1 : 0, name: "Loop", symbol: "LOOP", owner: owner.address },
    terms: { ...listing.terms, feeRecipient: treasury.address },
    config: listing.config,
  });
  const holders = signers.slice(6, 9);
  await vault.setKeeper(keeper.address, true);
  for (const holder of [...holders, lender]) {
    await collateral.token.mint(holder.address, RICH);
    await collateral.token.connect(holder).approve(vault, MAX);
  }
  const lens = await ethers.deployContract("VaultLens");
  const labLens = await ethers.deployContract("LabLens");
  return {
    ...lending,
    ...{ listing, uniswap, amm, vault, lens, labLens, lender, hoarder, keeper, holders, collateral, debt },
    ...{ collateralIsToken0, state: poolFromPositions(sqrtPriceX96, FEE, 10, positions) },
  };
}

/** The √price at which the pair trades at these prices in dollars. */
export function sqrtPriceOf(
  { pair: [collateral, debt] }: Market,
  collateralIsToken0: boolean,
  collateralPrice: bigint,
  debtPrice: bigint,
): bigint {
  const side = { baseIsToken0: collateralIsToken0, baseDecimals: collateral.decimals, quoteDecimals: debt.decimals };
  return sqrtPriceFromPrice((collateralPrice * WAD) / debtPrice, side);
}

/** Liquidity over the whole grid, and twice and four times as much near the price: ticks are crossed. */
export function positionsAt({ pair: [, debt], depth }: Market, baseIsToken0: boolean, sqrtPriceX96: bigint) {
  const wide = fullRangePosition(sqrtPriceX96, 10, worth(debt, depth), { baseIsToken0 });
  const middle = Math.floor(tickAtSqrtPrice(sqrtPriceX96) / 10) * 10;
  const near = (ticks: number, times: bigint) => ({
    tickLower: middle - ticks,
    tickUpper: middle + ticks,
    liquidity: wide.liquidity * times,
  });
  return [wide, near(1_000, 2n), near(60, 4n)];
}
