import { createRequire } from "node:module";
import type { BaseContract, Contract } from "ethers";
import type { UniswapFixture } from "./uniswap.ts";

const require = createRequire(import.meta.url);

const GAS = { gasLimit: 16_000_000n };
const RAY = 10n ** 27n;
const BASE_CURRENCY_UNIT = 10n ** 8n;
const FLASH_PREMIUM = 5n; // [bps]
const LOGIC = ["Borrow", "FlashLoan", "Bridge", "EMode", "Liquidation", "Pool", "Supply", "Configurator"];

/** A listed asset with 18 decimals and the feed that prices it in dollars of 8 decimals. */
export type AaveReserve = { asset: string; feed: string };

export type AaveV30 = Awaited<ReturnType<typeof deployAaveV30>>;

/** Real Aave v3.0 from its published artifacts: LTV 80 %, threshold 83 %, bonus 5 %; 93/95/1 % in e-mode 1. */
export async function deployAaveV30({ ethers, owner }: UniswapFixture, reserves: readonly AaveReserve[]) {
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
  await send(
    provider,
    "setPriceOracle",
    await deploy(
      "misc/AaveOracle",
      provider.target,
      reserves.map(({ asset }) => asset),
      reserves.map(({ feed }) => feed),
      ethers.ZeroAddress,
      ethers.ZeroAddress,
      BASE_CURRENCY_UNIT,
    ),
  );
  await send(provider, "setPoolImpl", await deploy("protocol/pool/Pool", provider.target));
  await send(provider, "setPoolConfiguratorImpl", await deploy("protocol/pool/PoolConfigurator"));
  const pool = at("protocol/pool/Pool", await provider.getFunction("getPool")());
  const configurator = at("protocol/pool/PoolConfigurator", await provider.getFunction("getPoolConfigurator")());

  const implementations = {
    aTokenImpl: await deploy("protocol/tokenization/AToken", pool.target),
    stableDebtTokenImpl: await deploy("protocol/tokenization/StableDebtToken", pool.target),
    variableDebtTokenImpl: await deploy("protocol/tokenization/VariableDebtToken", pool.target),
    interestRateStrategyAddress: await deploy(
      "protocol/pool/DefaultReserveInterestRateStrategy",
      provider.target,
      (RAY * 8n) / 10n,
      RAY / 100n,
      (RAY * 4n) / 100n,
      (RAY * 60n) / 100n,
      ...[0n, 0n, 0n, 0n, RAY / 5n],
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
  for (const { asset } of reserves) {
    const input = {
      ...implementations,
      ...names,
      underlyingAsset: asset,
      underlyingAssetDecimals: 18,
      treasury: owner.address,
      incentivesController: ethers.ZeroAddress,
      params: "0x",
    };
    await send(configurator, "initReserves", [input]);
    await send(configurator, "configureReserveAsCollateral", asset, 8_000, 8_300, 10_500);
    await send(configurator, "setReserveBorrowing", asset, true);
    await send(configurator, "setReserveFlashLoaning", asset, true);
    await send(configurator, "setLiquidationProtocolFee", asset, 1_000);
  }
  await send(configurator, "setEModeCategory", 1, 9_300, 9_500, 10_100, ethers.ZeroAddress, "correlated");
  for (const { asset } of reserves) await send(configurator, "setAssetEModeCategory", asset, 1);
  await send(configurator, "updateFlashloanPremiumTotal", FLASH_PREMIUM);

  const token = async (kind: "AToken" | "VariableDebtToken", asset: string): Promise<Contract> => {
    const data = await pool.getFunction("getReserveData")(asset);
    return at(`protocol/tokenization/${kind}`, data[kind === "AToken" ? "aTokenAddress" : "variableDebtTokenAddress"]);
  };
  return { pool, token };
}

function artifact(path: string) {
  return require(`@aave/core-v3/artifacts/contracts/${path}.sol/${path.split("/").at(-1)}.json`);
}

async function send(contract: BaseContract, method: string, ...args: unknown[]): Promise<void> {
  await (await contract.getFunction(method)(...args, GAS)).wait();
}
