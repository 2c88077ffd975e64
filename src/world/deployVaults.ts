import type { BaseContract } from "ethers";
import { vaultModule } from "../../deploy/modules/vault.ts";
import type { Scenario } from "../scenario/schema.ts";
import { startPrice } from "../scenario/startPrice.ts";
import { vaultOrder } from "../scenario/vaultOrder.ts";
import type { Chain } from "./chain.ts";
import { encodeRoute, findRoute } from "./route.ts";

/** Addresses of contracts, by the name that the suite's modules give them, in lower case. */
export type Addresses = Readonly<Record<string, string>>;

/**
 * Deploys the vaults on the rest of the suite, each after those whose shares it is built from, and returns the
 * addresses of all. A vault takes the Uniswap path of its pair as bytes, which holds addresses: so it is a deployment
 * of its own, when they are known.
 */
export async function deployVaults(chain: Chain, scenario: Scenario, suite: Addresses): Promise<Addresses> {
  let addresses = suite;
  for (const symbol of vaultOrder(scenario.assets)) {
    const site = {
      at: (name: string) => addressAt(addresses, name),
      has: (name: string) => name in addresses,
      path: (from: string, to: string) => pathOf(scenario, addresses, from, to),
      units: (asset: string, usd: bigint) => unitsWorth(scenario, asset, usd),
    };
    const contracts = await chain.connection.ignition.deploy(vaultModule(scenario, symbol, site));
    addresses = { ...addresses, ...addressesOf(contracts as unknown as Record<string, BaseContract>) };
  }
  return addresses;
}

export function addressesOf(contracts: Readonly<Record<string, BaseContract>>): Addresses {
  return Object.fromEntries(
    Object.entries(contracts).map(([name, { target }]) => [name, String(target).toLowerCase()]),
  );
}

/** The address that a module returned under `name`; a missing one is a fault in the modules. */
export function addressAt(addresses: Addresses, name: string): string {
  const address = addresses[name];
  if (address === undefined) throw new Error(`The suite does not return "${name}".`);
  return address;
}

function pathOf({ assets, pools }: Scenario, addresses: Addresses, from: string, to: string): string {
  const there = Object.keys(assets).filter((symbol) => `token ${symbol}` in addresses);
  const tokens = Object.fromEntries(there.map((symbol) => [symbol, addressAt(addresses, `token ${symbol}`)]));
  const usable = pools.filter(({ base, quote }) => base in tokens && quote in tokens);
  const infos = usable.map(({ base, quote, feeTier: fee }) => ({ address: "", base, quote, fee, baseIsToken0: true }));
  return encodeRoute({ tokens }, from, findRoute({ ammPools: infos }, from, to));
}

function unitsWorth(scenario: Scenario, symbol: string, usd: bigint): bigint {
  return (usd * 10n ** BigInt(scenario.assets[symbol]?.decimals ?? 18)) / startPrice(scenario, symbol);
}
