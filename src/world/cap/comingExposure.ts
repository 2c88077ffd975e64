import { Interface } from "ethers";
import { startPrice } from "../../scenario/startPrice.ts";
import { vaultOf } from "../../scenario/vaultOf.ts";
import type { BasisVaultConfig } from "../../scenario/vaultSchema.ts";
import { rescale, WAD } from "../../units.ts";
import { read } from "../read.ts";
import { VAULT } from "../vaultAbi.ts";
import type { World } from "../world.ts";
import { shortShare } from "./shortShare.ts";

const SHARES = new Interface(["function totalAssets() view returns (uint256)"]);
const EXCHANGE = new Interface(["function getCollateral(address account, address token) view returns (uint256)"]);

/**
 * What hedging will add to each account's exposure, in the oracle's base currency: basis vaults go short when everyone
 * has opened, and whoever has their shares, in hand or at a venue, has a part of the short.
 */
export async function comingExposure(world: World): Promise<(account: string) => Promise<bigint>> {
  const { chain, scenario, deployment } = world;
  const vaults = await Promise.all(
    deployment.vaults
      .filter(({ kind }) => kind === "basis")
      .map(async ({ symbol, address, asset }) => {
        const [supply] = await read(chain, address, VAULT, "totalSupply");
        const [assets] = await read(chain, address, SHARES, "totalAssets");
        const decimals = scenario.assets[asset]?.decimals ?? 18;
        const short = shortShare(vaultOf(scenario, symbol) as BasisVaultConfig);
        const net = rescale(assets, decimals, 18) * startPrice(scenario, asset);
        const base = rescale((net * short) / (WAD * WAD), 18, scenario.lending.baseCurrencyDecimals);
        return { symbol, address, supply, short: base };
      }),
  );
  return async (account) => {
    let sum = 0n;
    for (const { symbol, address, supply, short } of vaults)
      if (supply > 0n) sum += (short * (await sharesOf(account, symbol, address))) / supply;
    return sum;
  };

  async function sharesOf(account: string, symbol: string, share: string): Promise<bigint> {
    const holding = [share, deployment.reserves.find((reserve) => reserve.symbol === symbol)?.aToken];
    let sum = 0n;
    for (const token of holding)
      if (token !== undefined) sum += (await read(chain, token, VAULT, "balanceOf", [account]))[0];
    const perps = deployment.perps?.collaterals.includes(symbol) ? deployment.perps.exchange : undefined;
    return perps === undefined ? sum : sum + (await read(chain, perps, EXCHANGE, "getCollateral", [account, share]))[0];
  }
}
