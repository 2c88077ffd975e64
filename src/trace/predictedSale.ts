import { bidDepth } from "../model/bidDepth.ts";
import type { SaleTerms } from "../model/bookLiquidation.ts";
import { poolRanges } from "../model/poolRanges.ts";
import { WAD } from "../units.ts";
import { startPrices } from "../world/poolPositions.ts";
import type { TraceContext } from "./context.ts";

const FEE_UNIT = 1_000_000n;

/** What forced sales of an asset meet: the pools that price it in its quote, their fee, and who is content with least. */
export function predictedSale({ venues, world }: TraceContext, asset: string): SaleTerms {
  const { agents, assets, lending } = world.scenario;
  const prices = startPrices(assets);
  const pools = venues.amm.pools.filter((pool) => pool.base === asset && pool.quote === assets[asset]?.quote);
  const depth = bidDepth(
    pools.map((pool) => ({
      ...pool,
      sqrtPriceX96: pool.state.sqrtPriceX96,
      positions: poolRanges(pool.state),
      quotePrice: prices.get(pool.quote) ?? WAD,
    })),
  );
  const liquidators = Object.values(agents).filter((agent) => agent.kind === "liquidator");
  const [first, ...rest] = liquidators.map((liquidator) => liquidator.minimumProfitUsd);
  return {
    depth,
    poolFee: (BigInt(pools[0]?.fee ?? 0) * WAD) / FEE_UNIT,
    minimumProfit: rest.reduce((least, profit) => (profit < least ? profit : least), first ?? 0n),
    loanFee: liquidators.some((liquidator) => liquidator.funding === "flash") ? lending.flashLoanPremium : 0n,
  };
}
