import { Interface } from "ethers";
import type { Chain } from "../../world/chain.ts";
import { read } from "../../world/read.ts";

const ABI = new Interface([
  "function ADDRESSES_PROVIDER() view returns (address)",
  "function getPriceOracle() view returns (address)",
  "function getACLAdmin() view returns (address)",
  "function getACLManager() view returns (address)",
  "function BASE_CURRENCY_UNIT() view returns (uint256)",
  "function getSourceOfAsset(address asset) view returns (address)",
  "function getAssetPrice(address asset) view returns (uint256)",
]);

/** Where a pool of Aave v3's ABI gets its prices, and who may change that. */
export interface LendingOracle {
  oracle: string;
  aclManager: string;
  aclAdmin: string;
  /** Decimals of the prices. */
  decimals: number;
}

export async function lendingOracle(chain: Chain, pool: string): Promise<LendingOracle> {
  const [provider] = await read(chain, pool, ABI, "ADDRESSES_PROVIDER");
  const address = async (name: string): Promise<string> => (await read(chain, provider, ABI, name))[0];
  const oracle = await address("getPriceOracle");
  const [unit] = await read(chain, oracle, ABI, "BASE_CURRENCY_UNIT");
  return {
    oracle,
    aclManager: await address("getACLManager"),
    aclAdmin: await address("getACLAdmin"),
    decimals: String(unit).length - 1,
  };
}

/** The feed that lending reads for an asset: of a capped or composed price the outermost. */
export async function sourceOf(chain: Chain, oracle: string, asset: string): Promise<string> {
  return (await read(chain, oracle, ABI, "getSourceOfAsset", [asset]))[0];
}

/** What lending takes the asset to be worth; undefined if its feed does not answer or answers nothing. */
export async function priceOf(chain: Chain, oracle: string, asset: string): Promise<bigint | undefined> {
  const price = await read(chain, oracle, ABI, "getAssetPrice", [asset]).catch(() => undefined);
  return price === undefined || price[0] === 0n ? undefined : price[0];
}

/** The call that `sourceOf` makes. */
export function sourceCall(asset: string): string {
  return ABI.encodeFunctionData("getSourceOfAsset", [asset]);
}

/** The call that `priceOf` makes. */
export function priceCall(asset: string): string {
  return ABI.encodeFunctionData("getAssetPrice", [asset]);
}
