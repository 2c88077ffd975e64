import { createRequire } from "node:module";
import type { BaseContract, Contract } from "ethers";
import { AAVE_MARKET, AAVE_TERMS, type AaveMarket, type AaveReserve } from "./aaveMarket.ts";
import type { UniswapFixture } from "./uniswap.ts";

const require = createRequire(import.meta.url);

const GAS = { gasLimit: 16_000_000n };
const RAY_PER_BPS = 10n ** 23n;
const BASE_CURRENCY_UNIT = 10n ** 8n;
const LOGIC = ["Borrow", "FlashLoan", "Bridge", "EMode", "Liquidation", "Pool", "Supply", "Configurator"];

export type AaveV30 = Awaited<ReturnType<typeof deployAaveV30>>;

/** Real Aave v3.0 from its published artifacts, with v3.0's stable rates switched off. */
export async function deployAaveV30(
  { ethers, owner }: Pick<UniswapFixture, "ethers" | "owner">,
  reserves: readonly AaveReserve[],
  market: AaveMarket = AAVE_MARKET,
) {
  const libraries: Record<string, string> = {};
  const at = (path: string, address: string) => new ethers.Contract(address, artifact(path).abi, owner);
  const deploy = async (path: string, ...args: unknown[]): Promise<string> => {
    const source = artifact(path);
    const needed = Object.values<object>(source.linkReferences).flatMap((names) => Object.keys(names));
    const links = Object.fromEntries(needed.map((name) => [name, libraries[name]!]));
    const factory = await ethers.getContractFactoryFromArtifact(source, { libraries: links, signer: owner });
    return (await factory.deploy(...args, GAS)).getAddress();
  };

  for (const name of LOGIC) libraries[`${name}Logic`] = await deploy(`protocol/libraries/logic/${name}Logic`);

  const path = "protocol/configuration/PoolAddressesProvider";
  const provider = at(path, await deploy(path, "parity", owner.address));
  await send(provider, "setACLAdmin", owner.address);
  const acl = await deploy("protocol/configuration/ACLManager", provider.target);
  await send(provider, "setACLManager", acl);
  await send(at("protocol/configuration/ACLManager", acl), "addPoolAdmin", owner.address);
  const oracle = await deploy(
    "misc/AaveOracle",
    provider.target,
    reserves.map(({ asset }) => asset),
    reserves.map(({ feed }) => feed),
    ethers.ZeroAddress,
    ethers.ZeroAddress,
    BASE_CURRENCY_UNIT,
  );
  await send(provider, "setPriceOracle", oracle);
  await send(provider, "setPoolImpl", await deploy("protocol/pool/Pool", provider.target));
  await send(provider, "setPoolConfiguratorImpl", await deploy("protocol/pool/PoolConfigurator"));
  const pool = at("protocol/pool/Pool", await provider.getFunction("getPool")());
  const configurator = at("protocol/pool/PoolConfigurator", await provider.getFunction("getPoolConfigurator")());

  const { optimalUsage, base, slope1, slope2 } = market.curve;
  const implementations = {
    aTokenImpl: await deploy("protocol/tokenization/AToken", pool.target),
    stableDebtTokenImpl: await deploy("protocol/tokenization/StableDebtToken", pool.target),
    variableDebtTokenImpl: await deploy("protocol/tokenization/VariableDebtToken", pool.target),
    interestRateStrategyAddress: await deploy(
      "protocol/pool/DefaultReserveInterestRateStrategy",
      provider.target,
      ...[optimalUsage, base, slope1, slope2, 0, 0, 0, 0, 2_000].map((bps) => BigInt(bps) * RAY_PER_BPS),
    ),
  };
  const names = {
    aTokenName: "Supplied",
    aTokenSymbol: "S",
    variableDebtTokenName: "Owed",
    variableDebtTokenSymbol: "O",
    stableDebtTokenName: "Owed at a fixed rate",
    stableDebtTokenSymbol: "OF",
  };
  for (const { id, ltv, threshold, bonus } of market.eModes)
    await send(configurator, "setEModeCategory", id, ltv, threshold, bonus, ethers.ZeroAddress, `category ${id}`);
  for (const { asset, terms: own } of reserves) {
    const terms = { ...AAVE_TERMS, ...own };
    const input = {
      ...implementations,
      ...names,
      underlyingAsset: asset,
      underlyingAssetDecimals: terms.decimals,
      treasury: market.treasury ?? owner.address,
      incentivesController: ethers.ZeroAddress,
      params: "0x",
    };
    await send(configurator, "initReserves", [input]);
    await send(configurator, "configureReserveAsCollateral", asset, terms.ltv, terms.threshold, terms.bonus);
    await send(configurator, "setReserveBorrowing", asset, true);
    await send(configurator, "setReserveFlashLoaning", asset, true);
    await send(configurator, "setReserveFactor", asset, terms.reserveFactor);
    await send(configurator, "setLiquidationProtocolFee", asset, terms.protocolFee);
    await send(configurator, "setSupplyCap", asset, terms.supplyCap);
    await send(configurator, "setBorrowCap", asset, terms.borrowCap);
    const [category = 0] = terms.collateralIn;
    if (category !== 0) await send(configurator, "setAssetEModeCategory", asset, category);
  }
  await send(configurator, "updateFlashloanPremiumTotal", market.flashPremium);

  const token = async (kind: "AToken" | "VariableDebtToken", asset: string): Promise<Contract> => {
    const data = await pool.getFunction("getReserveData")(asset);
    return at(`protocol/tokenization/${kind}`, data[kind === "AToken" ? "aTokenAddress" : "variableDebtTokenAddress"]);
  };
  return { pool, configurator, provider, oracle, token };
}

function artifact(path: string) {
  return require(`@aave/core-v3/artifacts/contracts/${path}.sol/${path.split("/").at(-1)}.json`);
}

async function send(contract: BaseContract, method: string, ...args: unknown[]): Promise<void> {
  await (await contract.getFunction(method)(...args, GAS)).wait();
}
