import { sqrtPriceFromPrice } from "../model/marketPrice.ts";
import { WAD } from "../units.ts";
import { encode, GAS } from "./encode.ts";
import type { RouteHop } from "./route.ts";
import type { Call } from "./transaction.ts";
import type { World } from "./world.ts";

/** Lets the outside world trade each pool to where `prices` (USD [wad]) put it. */
export function repriceCalls(
  world: World,
  pools: readonly RouteHop["pool"][],
  prices: ReadonlyMap<string, bigint>,
): Call[] {
  const { scenario, deployment } = world;
  return pools.map((pool) => {
    const decimals = (symbol: string) => scenario.assets[symbol]?.decimals ?? 18;
    const side = { ...pool, baseDecimals: decimals(pool.base), quoteDecimals: decimals(pool.quote) };
    const target = ((prices.get(pool.base) ?? WAD) * WAD) / (prices.get(pool.quote) ?? WAD);
    return {
      from: deployment.roles.lab,
      to: deployment.externalMarket,
      data: encode("reprice", [pool.address, sqrtPriceFromPrice(target, side)]),
      gas: GAS.reprice,
    };
  });
}
