import { Interface } from "ethers";
import { WAD } from "../units.ts";
import { wordAt } from "../venues/words.ts";
import type { AmmPoolInfo } from "../world/deployment.ts";
import { read as readView } from "../world/read.ts";
import type { Session } from "./session.ts";

/** Prices of one asset, USD [wad]; `pool` is null where no pool sells it. */
export interface AssetPrices {
  oracle: bigint;
  pool: bigint | null;
  reference: bigint;
}

const RATE = new Interface(["function getRate() view returns (uint256)"]);
const ABI = new Interface([
  "function getAssetPrice(address asset) view returns (uint256)",
  "function priceOf(address asset) view returns (uint256)",
]);

/**
 * What each asset costs at the oracle, in its own pool and outside, in the order of the scenario. Nobody trades shares
 * outside: there they are worth what their net assets are.
 */
export async function marketPrices({ world, venues }: Session): Promise<Map<string, AssetPrices>> {
  const { deployment, scenario, chain } = world;
  const read = async (name: string, to: string, symbol: string) => {
    const data = ABI.encodeFunctionData(name, [deployment.tokens[symbol]]);
    return wordAt(await chain.request<string>("eth_call", [{ to, data }, "latest"]), 0);
  };
  const symbols = Object.keys(scenario.assets);
  const reference = new Map<string, bigint>();
  for (const symbol of symbols) reference.set(symbol, await read("priceOf", deployment.externalMarket, symbol));
  for (const { symbol, asset, rate } of deployment.vaults) {
    const [wad] = await readView(chain, rate, RATE, "getRate");
    reference.set(symbol, ((reference.get(asset) ?? 0n) * BigInt(wad)) / WAD);
  }

  const prices = new Map<string, AssetPrices>();
  for (const symbol of symbols) {
    const quote = scenario.assets[symbol]?.quote ?? scenario.assets[symbol]?.staked?.over ?? marketOf(symbol)?.quote;
    const pool = quote === undefined ? undefined : venues.amm.poolOf(symbol, quote);
    prices.set(symbol, {
      oracle: ((await read("getAssetPrice", deployment.oracle, symbol)) * WAD) / venues.lending.baseUnit,
      pool: pool === undefined ? null : (venues.amm.priceOf(pool) * (reference.get(pool.quote) ?? WAD)) / WAD,
      reference: reference.get(symbol) ?? 0n,
    });
  }
  return prices;

  /** A share's own pool. */
  function marketOf(symbol: string): AmmPoolInfo | undefined {
    const own = deployment.vaults.find((vault) => vault.symbol === symbol)?.pool;
    return deployment.ammPools.find(({ address }) => address === own);
  }
}
