import { type BaseContract, ZeroAddress } from "ethers";
import { ROLES } from "../../deploy/modules/roles.ts";
import { suiteModule } from "../../deploy/modules/suite.ts";
import type { PerpsConfig } from "../scenario/perpSchema.ts";
import type { Scenario } from "../scenario/schema.ts";
import { vaultOf as vaultConfigOf } from "../scenario/vaultOf.ts";
import { vaultOrder } from "../scenario/vaultOrder.ts";
import type { Chain } from "./chain.ts";
import { deployGuards } from "./controls/deployGuards.ts";
import type { AmmPoolInfo, Deployment, PerpDeployment, VaultInfo } from "./deployment.ts";
import { addressAt, addressesOf, deployVaults } from "./deployVaults.ts";

/** Deploys the suite that a scenario asks for through its Ignition modules and returns where everything is. */
export async function deploySuite(chain: Chain, scenario: Scenario): Promise<Deployment> {
  const { ignition, ethers } = chain.connection;
  const suite = (await ignition.deploy(suiteModule(scenario))) as unknown as Record<string, BaseContract>;
  const addresses = await deployVaults(chain, scenario, addressesOf(suite));
  const accounts = await chain.request<string[]>("eth_accounts");
  const at = (name: string) => addressAt(addresses, name);
  const tokens = Object.fromEntries(Object.keys(scenario.assets).map((symbol) => [symbol, at(`token ${symbol}`)]));

  const factory = await ethers.getContractAt(
    ["function getPool(address, address, uint24) view returns (address)"],
    at("factory"),
  );
  const ammPools: AmmPoolInfo[] = [];
  for (const { base, quote, feeTier } of scenario.pools) {
    const [baseToken, quoteToken] = [tokens[base] ?? "", tokens[quote] ?? ""];
    const address = String(await factory.getFunction("getPool")(baseToken, quoteToken, feeTier)).toLowerCase();
    ammPools.push({ address, base, quote, fee: feeTier, baseIsToken0: BigInt(baseToken) < BigInt(quoteToken) });
  }

  const vaults = vaultOrder(scenario.assets).map((symbol) => vaultOf(symbol, ammPools));
  const guards = await deployGuards(chain, scenario, addresses);
  return {
    roles: Object.fromEntries(
      Object.entries(ROLES).map(([role, index]) => [role, accounts[index]?.toLowerCase()]),
    ) as Deployment["roles"],
    tokens,
    feeds: Object.fromEntries(Object.keys(scenario.assets).map((symbol) => [symbol, at(`feed ${symbol}`)])),
    oracle: at("oracle"),
    lendingPool: at("lendingPool"),
    provider: at("provider"),
    configurator: at("configurator"),
    reserves: Object.keys(scenario.lending.reserves).map((symbol) => ({
      symbol,
      aToken: at(`aToken ${symbol}`),
      debtToken: at(`debt ${symbol}`),
    })),
    swapRouter: at("swapRouter"),
    minter: at("minter"),
    ammPools,
    externalMarket: at("externalMarket"),
    arbitrage: at("arbitrage"),
    leverageRouter: at("leverageRouter"),
    flashLiquidator: at("flashLiquidator"),
    lens: at("lens"),
    vaults,
    ...(vaults.length === 0 ? {} : { vaultLens: at("vaultLens"), shareLiquidator: at("shareLiquidator") }),
    ...(scenario.perps === undefined ? {} : { perps: perpsOf(scenario.perps) }),
    ...(guards === undefined ? {} : { guards }),
  };

  function vaultOf(symbol: string, ammPools: readonly AmmPoolInfo[]): VaultInfo {
    const { kind, asset } = vaultConfigOf(scenario, symbol);
    return {
      symbol,
      address: at(`token ${symbol}`),
      kind,
      asset,
      rate: at(`rate ${symbol}`),
      feed: at(`feed ${symbol}`),
      pool: ammPools.find(({ base }) => base === symbol)?.address ?? null,
      laterFeeds: Object.fromEntries(
        scenario.changes.flatMap((change, i) =>
          change.kind === "shareOracle" && change.vault === symbol ? [[String(i), at(`feed ${symbol} ${i}`)]] : [],
        ),
      ),
    };
  }

  function perpsOf({ quote, markets, collateral }: PerpsConfig): PerpDeployment {
    return {
      exchange: at("perpExchange"),
      pool: at("perpPool"),
      lens: at("perpLens"),
      quote,
      markets: Object.entries(markets).map(([name, { asset, spotTwapSeconds }], id) => {
        const spotFeed = spotTwapSeconds === 0 ? ZeroAddress : at(`spot ${name}`);
        return { id, name, asset, spotFeed };
      }),
      collaterals: Object.keys(collateral),
    };
  }
}
