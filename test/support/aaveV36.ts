import { AbiCoder, type BaseContract, type Contract } from "ethers";
import { AAVE_MARKET, AAVE_TERMS, type AaveMarket, type AaveReserve } from "./aaveMarket.ts";
import { compileAaveV36 } from "./compileAaveV36.ts";
import type { UniswapFixture } from "./uniswap.ts";

const GAS = { gasLimit: 16_000_000n };
const BASE_CURRENCY_UNIT = 10n ** 8n;
/** In an order in which each is linked with those before. */
const LOGIC = ["Borrow", "FlashLoan", "Liquidation", "Pool", "Supply", "Configurator"];

export type AaveV36 = Awaited<ReturnType<typeof deployAaveV36>>;

/** Real Aave v3.6 compiled from its npm sources: virtual balances, liquid e-modes, deficits. */
export async function deployAaveV36(
  { ethers, owner }: Pick<UniswapFixture, "ethers" | "owner">,
  reserves: readonly AaveReserve[],
  market: AaveMarket = AAVE_MARKET,
) {
  const compiled = compileAaveV36();
  const libraries: Record<string, string> = {};
  const artifact = (name: string) => {
    const found = compiled[name];
    if (found === undefined) throw new Error(`Aave v3.6 has no contract ${name}.`);
    return found;
  };
  const at = (name: string, address: string) => new ethers.Contract(address, artifact(name).abi, owner);
  const deploy = async (name: string, ...args: unknown[]): Promise<string> => {
    const { abi, bytecode, linkReferences } = artifact(name);
    let linked = bytecode;
    for (const [library, links] of Object.values(linkReferences).flatMap((inFile) => Object.entries(inFile))) {
      const address = (libraries[library] as string).slice(2).toLowerCase();
      for (const { start, length } of links)
        linked = linked.slice(0, 2 + 2 * start) + address + linked.slice(2 + 2 * (start + length));
    }
    return (await new ethers.ContractFactory(abi, linked, owner).deploy(...args, GAS)).getAddress();
  };

  for (const name of LOGIC) libraries[`${name}Logic`] = await deploy(`${name}Logic`);

  const provider = at("PoolAddressesProvider", await deploy("PoolAddressesProvider", "parity", owner.address));
  await send(provider, "setACLAdmin", owner.address);
  const acl = await deploy("ACLManager", provider.target);
  await send(provider, "setACLManager", acl);
  await send(at("ACLManager", acl), "addPoolAdmin", owner.address);
  const oracle = await deploy(
    "AaveOracle",
    provider.target,
    reserves.map(({ asset }) => asset),
    reserves.map(({ feed }) => feed),
    ethers.ZeroAddress,
    ethers.ZeroAddress,
    BASE_CURRENCY_UNIT,
  );
  await send(provider, "setPriceOracle", oracle);
  const strategy = await deploy("DefaultReserveInterestRateStrategyV2", provider.target);
  await send(provider, "setPoolImpl", await deploy("PoolInstance", provider.target, strategy));
  await send(provider, "setPoolConfiguratorImpl", await deploy("PoolConfiguratorInstance"));
  const pool = at("PoolInstance", await provider.getFunction("getPool")());
  const configurator = at("PoolConfiguratorInstance", await provider.getFunction("getPoolConfigurator")());
  await send(provider, "setPoolDataProvider", await deploy("AaveProtocolDataProvider", provider.target));

  const { optimalUsage, base, slope1, slope2 } = market.curve;
  const shared = {
    aTokenImpl: await deploy("ATokenInstance", pool.target, ethers.ZeroAddress, market.treasury ?? owner.address),
    variableDebtTokenImpl: await deploy("VariableDebtTokenInstance", pool.target, ethers.ZeroAddress),
    aTokenName: "Supplied",
    aTokenSymbol: "S",
    variableDebtTokenName: "Owed",
    variableDebtTokenSymbol: "O",
    params: "0x",
    interestRateData: AbiCoder.defaultAbiCoder().encode(
      ["uint16", "uint32", "uint32", "uint32"],
      [optimalUsage, base, slope1, slope2],
    ),
  };
  for (const { id, ltv, threshold, bonus } of market.eModes)
    await send(configurator, "setEModeCategory", id, ltv, threshold, bonus, `category ${id}`);
  for (const { asset, terms: own } of reserves) {
    const terms = { ...AAVE_TERMS, ...own };
    await send(configurator, "initReserves", [{ ...shared, underlyingAsset: asset }]);
    await send(configurator, "configureReserveAsCollateral", asset, terms.ltv, terms.threshold, terms.bonus);
    await send(configurator, "setReserveBorrowing", asset, true);
    await send(configurator, "setReserveFlashLoaning", asset, true);
    await send(configurator, "setReserveFactor", asset, terms.reserveFactor);
    await send(configurator, "setLiquidationProtocolFee", asset, terms.protocolFee);
    await send(configurator, "setSupplyCap", asset, terms.supplyCap);
    await send(configurator, "setBorrowCap", asset, terms.borrowCap);
    for (const id of terms.collateralIn) await send(configurator, "setAssetCollateralInEMode", asset, id, true);
    for (const id of terms.borrowableIn) await send(configurator, "setAssetBorrowableInEMode", asset, id, true);
  }
  await send(configurator, "updateFlashloanPremium", market.flashPremium);

  const token = async (kind: "AToken" | "VariableDebtToken", asset: string): Promise<Contract> =>
    at(`${kind}Instance`, await pool.getFunction(`getReserve${kind}`)(asset));
  return { pool, configurator, provider, oracle, token };
}

async function send(contract: BaseContract, method: string, ...args: unknown[]): Promise<void> {
  await (await contract.getFunction(method)(...args, GAS)).wait();
}
