import { createRequire } from "node:module";
import { encodeBytes32String, MaxUint256 } from "ethers";
import { network } from "hardhat";
import type { Preset } from "../../src/model/rules.ts";
import { AAVE_MARKET, type AaveMarket, type AaveReserve, type AaveTerms } from "./aaveMarket.ts";
import { deployAaveV30 } from "./aaveV30.ts";
import { deployAaveV36 } from "./aaveV36.ts";
import { deployLending, type Listing, USDC, WBTC, WETH } from "./lending.ts";

const MULTICALL = createRequire(import.meta.url)(
  "@uniswap/v3-periphery/artifacts/contracts/lens/UniswapInterfaceMulticall.sol/UniswapInterfaceMulticall.json",
);
/** Creates an account whose code answers 1 to everything: it takes any flash loan. */
const SAYS_YES = "0x69600160005260206000f3600052600a6016f3";
const GAS = { gasLimit: 16_000_000n };
const RICH = 10n ** 40n;
export const TWIN_USERS = 6;
/** In whole tokens, 0 for none. */
export const TWIN_CAPS = [
  { supply: 6_000, debt: 2_500 },
  { supply: 12_000_000, debt: 5_000_000 },
  { supply: 250, debt: 0 },
];

export const TWIN_LISTINGS: readonly Listing[] = [
  { ...WETH, protocolFee: 1_000n, reserveFactor: 1_500n },
  { ...USDC, protocolFee: 2_000n, reserveFactor: 1_000n },
  { ...WBTC, protocolFee: 777n, reserveFactor: 5_000n },
];

/** An e-mode: which assets count as collateral in it, and which are borrowed. */
type Category = {
  id: number;
  ltv: number;
  threshold: number;
  bonus: number;
  collateral: number[];
  borrowable: number[];
};

/** Before v3.2 an asset has one category, whose members borrow its assets alone; since then sets overlap as they like. */
export const TWIN_CATEGORIES: Record<TwinPreset, Category[]> = {
  "aave-v3.0": [
    { id: 1, ltv: 9_300, threshold: 9_500, bonus: 10_100, collateral: [0, 2], borrowable: [0, 2] },
    { id: 2, ltv: 9_700, threshold: 9_750, bonus: 10_050, collateral: [1], borrowable: [1] },
  ],
  "aave-v3.6": [
    { id: 1, ltv: 9_300, threshold: 9_500, bonus: 10_100, collateral: [0, 2], borrowable: [0, 1] },
    { id: 2, ltv: 9_000, threshold: 9_250, bonus: 10_200, collateral: [0, 1], borrowable: [1, 2] },
  ],
};

export type TwinPreset = Extract<Preset, "aave-v3.0" | "aave-v3.6">;

/** One of two pools with the same reserves: where its parts are, by the reserves' order. */
export type TwinSide = { pool: string; configurator: string; oracle: string; aTokens: string[]; debtTokens: string[] };

export type Twins = Awaited<ReturnType<typeof deployTwins>>;

/**
 * The bundled pool and real Aave of the same release on one chain, listed alike, on the same tokens and feeds, in the
 * same blocks. Nobody has supplied yet; everybody is rich. Blocks are mined by hand.
 */
export async function deployTwins(preset: TwinPreset) {
  const connection = await network.create();
  const { ethers } = connection;
  const bundled = await deployLending(preset, TWIN_LISTINGS, undefined, connection);
  const { owner, treasury, reserves: listed, signers } = bundled;
  const categories = TWIN_CATEGORIES[preset];
  const assets = listed.map(({ token }) => token.target as string);

  const coverer = encodeBytes32String("UMBRELLA");
  const users = signers.slice(4, 4 + TWIN_USERS);
  for (const [i, { token }] of listed.entries()) {
    await bundled.configurator.setSupplyCap(token, TWIN_CAPS[i]?.supply ?? 0);
    await bundled.configurator.setBorrowCap(token, TWIN_CAPS[i]?.debt ?? 0);
  }
  for (const { id, ltv, threshold, bonus, collateral, borrowable } of categories) {
    await bundled.configurator.setEModeCategory(id, ltv, threshold, bonus, `category ${id}`);
    for (const [i, asset] of assets.entries()) {
      await bundled.configurator.setAssetCollateralInEMode(asset, id, collateral.includes(i));
      await bundled.configurator.setAssetBorrowableInEMode(asset, id, borrowable.includes(i));
    }
  }

  const reserves: AaveReserve[] = listed.map(({ token, feed }, i) => ({
    asset: token.target as string,
    feed: feed.target as string,
    terms: termsOf(i, categories),
  }));
  const market: AaveMarket = {
    ...AAVE_MARKET,
    eModes: categories,
    curve: { optimalUsage: 8_000, base: 100, slope1: 400, slope2: 7_500 },
    treasury: treasury.address,
  };
  const deploy = preset === "aave-v3.0" ? deployAaveV30 : deployAaveV36;
  const real = await deploy({ ethers, owner }, reserves, market);
  await bundled.provider.setAddress(coverer, users[0]?.address as string);
  await (await real.provider.getFunction("setAddress")(coverer, users[0]?.address)).wait();

  const sides: [TwinSide, TwinSide] = [
    {
      pool: bundled.pool.target as string,
      configurator: bundled.configurator.target as string,
      oracle: bundled.oracle.target as string,
      aTokens: listed.map(({ aToken }) => aToken.target as string),
      debtTokens: listed.map(({ debtToken }) => debtToken.target as string),
    },
    {
      pool: real.pool.target as string,
      configurator: real.configurator.target as string,
      oracle: real.oracle,
      aTokens: await Promise.all(assets.map(async (asset) => (await real.token("AToken", asset)).target as string)),
      debtTokens: await Promise.all(
        assets.map(async (asset) => (await real.token("VariableDebtToken", asset)).target as string),
      ),
    },
  ];
  const { contractAddress: receiver } = (await (await owner.sendTransaction({ data: SAYS_YES, ...GAS })).wait()) ?? {};
  if (typeof receiver !== "string") throw new Error("The receiver of flash loans was not created.");
  await connection.networkHelpers.setBalance(receiver, 10n ** 18n);
  await connection.networkHelpers.impersonateAccount(receiver);
  await bundled.configurator.updateFlashloanPremium(market.flashPremium);
  for (const { token } of listed) {
    for (const user of [...users, await ethers.getSigner(receiver)]) {
      await token.mint(user.address, RICH);
      for (const { pool } of sides) await token.connect(user).approve(pool, MaxUint256);
    }
  }
  const multicall = await new ethers.ContractFactory(MULTICALL.abi, MULTICALL.bytecode, owner).deploy(GAS);
  const lens = await ethers.deployContract("LabLens", GAS);
  await ethers.provider.send("evm_setAutomine", [false]);
  return {
    preset,
    provider: connection.provider,
    sides,
    assets,
    feeds: listed.map(({ feed }) => feed.target as string),
    owner: owner.address,
    treasury: treasury.address,
    receiver,
    users: users.map(({ address }) => address),
    multicall: await multicall.getAddress(),
    lens: await lens.getAddress(),
  };
}

function termsOf(index: number, categories: readonly Category[]): AaveTerms {
  const { decimals, ltv, threshold, bonus, protocolFee, reserveFactor } = TWIN_LISTINGS[index] as Listing;
  return {
    decimals,
    ltv: Number(ltv),
    threshold: Number(threshold),
    bonus: Number(bonus),
    protocolFee: Number(protocolFee),
    reserveFactor: Number(reserveFactor),
    supplyCap: TWIN_CAPS[index]?.supply ?? 0,
    borrowCap: TWIN_CAPS[index]?.debt ?? 0,
    collateralIn: categories.filter(({ collateral }) => collateral.includes(index)).map(({ id }) => id),
    borrowableIn: categories.filter(({ borrowable }) => borrowable.includes(index)).map(({ id }) => id),
  };
}
