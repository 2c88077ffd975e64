import { Interface } from "ethers";
import { startPrice } from "../scenario/startPrice.ts";
import { rescale, WAD } from "../units.ts";
import { read } from "./read.ts";
import type { World } from "./world.ts";

const ORACLE = new Interface(["function getAssetPrice(address asset) view returns (uint256)"]);

/** What lending says that each share is worth now, as a part of its start price [wad]. */
export async function sharePrices({ chain, scenario, deployment }: World): Promise<Map<string, bigint>> {
  const prices = new Map<string, bigint>();
  for (const { symbol, address } of deployment.vaults) {
    const [answer] = await read(chain, deployment.oracle, ORACLE, "getAssetPrice", [address]);
    const price = rescale(BigInt(answer), scenario.lending.baseCurrencyDecimals, 18);
    prices.set(symbol, (price * WAD) / startPrice(scenario, symbol));
  }
  return prices;
}
