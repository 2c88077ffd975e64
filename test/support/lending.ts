import { encodeBytes32String, ZeroAddress } from "ethers";
import { network } from "hardhat";
import { rulesOf } from "../../deploy/modules/rulesOf.ts";
import type { RateCurve } from "../../src/model/rates.ts";
import type { Preset } from "../../src/model/rules.ts";
import { RAY } from "../../src/units.ts";

const GAS = { gasLimit: 16_000_000n };
const LIBRARIES = [
  "Borrow",
  "Collateral",
  "Deficit",
  "EMode",
  "FlashLoan",
  "Liquidation",
  "Repay",
  "Supply",
  "Treasury",
];

/** One asset to list. Ratios in bps, `price` in dollars with 8 decimals. */
export type Listing = {
  symbol: string;
  decimals: number;
  price: bigint;
  ltv: bigint;
  threshold: bigint;
  bonus: bigint;
  protocolFee?: bigint;
  reserveFactor?: bigint;
  incentive?: "fixed" | "dutch" | "morpho";
};

export const CURVE: RateCurve = {
  optimalUsage: (8n * RAY) / 10n,
  base: RAY / 100n,
  slope1: RAY / 25n,
  slope2: (3n * RAY) / 4n,
};
/** Nobody pays interest: closed forms without time hold to rounding. */
export const NO_INTEREST = { ...CURVE, base: 0n, slope1: 0n, slope2: 0n };
export const MAX_DISCOUNT = 10n ** 17n;

/** The e-mode category that `openEMode` sets up. Ratios in bps. */
export const E_MODE = { id: 1n, ltv: 9_300n, threshold: 9_500n, bonus: 10_100n };

export const WETH: Listing = {
  symbol: "WETH",
  decimals: 18,
  price: 2_000n * 10n ** 8n,
  ltv: 8_000n,
  threshold: 8_300n,
  bonus: 10_500n,
};
export const USDC: Listing = {
  symbol: "USDC",
  decimals: 6,
  price: 10n ** 8n,
  ltv: 7_500n,
  threshold: 7_800n,
  bonus: 10_450n,
};
export const WBTC: Listing = {
  symbol: "WBTC",
  decimals: 8,
  price: 60_000n * 10n ** 8n,
  ltv: 7_300n,
  threshold: 7_800n,
  bonus: 10_500n,
};

/** What somebody brings who takes the rest of a reserve out. */
export const GOLD: Listing = {
  symbol: "GOLD",
  decimals: 18,
  price: 10n ** 12n,
  ltv: 9_000n,
  threshold: 9_200n,
  bonus: 10_300n,
};

export type LendingFixture = Awaited<ReturnType<typeof deployLending>>;

type Connection = Awaited<ReturnType<typeof network.create>>;

/**
 * A lending pool under a preset's rules, on a chain of its own if none is given; the first account owns it and prints
 * the prices.
 */
export async function deployLending(
  preset: Preset,
  listings: readonly Listing[],
  curve: RateCurve = CURVE,
  chain?: Connection,
) {
  const connection = chain ?? (await network.create());
  const { ethers, networkHelpers } = connection;
  const signers = await ethers.getSigners();
  const owner = signers[0];
  const treasury = signers[1];
  if (owner === undefined || treasury === undefined) throw new Error("The chain has too few accounts.");

  const provider = await ethers.deployContract("PoolAddressesProvider", ["test", owner.address]);
  const oracle = await ethers.deployContract("PriceOracle", [ZeroAddress, 10n ** 8n, owner.address]);
  const libraries: Record<string, string> = {};
  for (const stem of LIBRARIES) {
    libraries[`${stem}Lib`] = (await (await ethers.deployContract(`${stem}Lib`)).getAddress()) as string;
  }
  const factory = await ethers.getContractFactory("LendingPool", { libraries });
  const pool = await factory.deploy(provider.target, rulesOf(preset));
  const configurator = await ethers.deployContract("PoolConfigurator", [provider, owner.address]);
  await provider.setAddress(encodeBytes32String("POOL"), pool);
  await provider.setAddress(encodeBytes32String("POOL_CONFIGURATOR"), configurator);
  await provider.setPriceOracle(oracle);
  const strategy = await ethers.deployContract("InterestRateStrategy", [
    curve.optimalUsage,
    curve.base,
    curve.slope1,
    curve.slope2,
  ]);
  const incentives = {
    fixed: await ethers.deployContract("FixedBonus"),
    dutch: await ethers.deployContract("DutchDiscount", [MAX_DISCOUNT]),
    morpho: await ethers.deployContract("MorphoFactor"),
  };

  const list = async (listing: Listing) => {
    const { symbol, decimals } = listing;
    const token = await ethers.deployContract("MintableToken", [symbol, symbol, decimals, owner.address]);
    const feed = await ethers.deployContract("PriceFeed", [8, symbol, owner.address]);
    await feed.setTransmitter(owner.address, true);
    await feed.transmit(listing.price);
    await oracle.setAssetSources([token], [feed]);
    const aToken = await ethers.deployContract("AToken", [pool, token, treasury.address, symbol, symbol, decimals]);
    const debtToken = await ethers.deployContract("VariableDebtToken", [pool, token, symbol, symbol, decimals]);
    await configurator.initReserve(
      {
        asset: token,
        aToken,
        variableDebtToken: debtToken,
        rateStrategy: strategy,
        liquidationIncentive: incentives[listing.incentive ?? "fixed"],
        ltv: listing.ltv,
        liquidationThreshold: listing.threshold,
        liquidationBonus: listing.bonus,
        reserveFactor: listing.reserveFactor ?? 1_000n,
        liquidationProtocolFee: listing.protocolFee ?? 0n,
        supplyCap: 0n,
        borrowCap: 0n,
        borrowingEnabled: true,
        flashLoanEnabled: true,
      },
      GAS,
    );
    return { listing, token, feed, aToken, debtToken, unit: 10n ** BigInt(decimals) };
  };
  const reserves = [];
  for (const listing of listings) reserves.push(await list(listing));

  return {
    connection,
    ethers,
    networkHelpers,
    signers,
    owner,
    treasury,
    provider,
    oracle,
    factory,
    pool,
    configurator,
    reserves,
  };
}

export type ListedReserve = LendingFixture["reserves"][number];
export type Account = LendingFixture["owner"];

/** Sets the category up for these reserves, by their place in the list. */
export async function openEMode(
  { configurator, reserves }: LendingFixture,
  collateral: readonly number[],
  borrowable: readonly number[],
) {
  await configurator.setEModeCategory(E_MODE.id, E_MODE.ltv, E_MODE.threshold, E_MODE.bonus, "one");
  for (const [id, { token }] of reserves.entries()) {
    await configurator.setAssetCollateralInEMode(token, E_MODE.id, collateral.includes(id));
    await configurator.setAssetBorrowableInEMode(token, E_MODE.id, borrowable.includes(id));
  }
}

/** Mints `amount` to an account and lets the pool take it. */
export async function fund({ pool }: LendingFixture, account: Account, { token }: ListedReserve, amount: bigint) {
  await token.mint(account.address, amount);
  await token.connect(account).approve(pool, 2n ** 256n - 1n);
}

export async function supply(fixture: LendingFixture, account: Account, reserve: ListedReserve, amount: bigint) {
  await fund(fixture, account, reserve, amount);
  await fixture.pool.connect(account).supply(reserve.token, amount, account.address, 0, GAS);
}

export async function borrow(fixture: LendingFixture, account: Account, reserve: ListedReserve, amount: bigint) {
  await fixture.pool.connect(account).borrow(reserve.token, amount, 2, 0, account.address, GAS);
}

/** Prints a price in dollars with 8 decimals. */
export async function print(reserve: ListedReserve, price: bigint) {
  await reserve.feed.transmit(price);
}
