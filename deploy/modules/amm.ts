import { createRequire } from "node:module";
import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { Artifact } from "hardhat/types/artifacts";
import type { Scenario } from "../../src/scenario/schema.ts";
import { type Futures, futureOf, type ScenarioModule } from "./futures.ts";
import { ROLES } from "./roles.ts";

const require = createRequire(import.meta.url);
const artifact = (path: string) => require(path) as Artifact;
/** Uniswap v3's own. */
export const FACTORY = artifact("@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json");
const ROUTER = artifact("@uniswap/v3-periphery/artifacts/contracts/SwapRouter.sol/SwapRouter.json");
const QUOTER = artifact("@uniswap/v3-periphery/artifacts/contracts/lens/Quoter.sol/Quoter.json");

/** Real Uniswap v3 with a created, still empty pool for each of the scenario's that trades no share, and who fills them. */
export function ammModule(scenario: Scenario, tokens: ScenarioModule): ScenarioModule {
  return buildModule("Amm", (m) => {
    const token = m.useModule(tokens);
    const factory = m.contract("UniswapV3Factory", FACTORY, []);
    // The router wraps ether for its callers; nothing here sends any, so any token may stand for WETH9.
    const weth = futureOf(
      token,
      Object.keys(scenario.assets).find((symbol) => scenario.assets[symbol]?.priceUsd !== undefined) ?? "",
    );
    const swapRouter = m.contract("SwapRouter", ROUTER, [factory, weth]);
    const quoter = m.contract("Quoter", QUOTER, [factory, weth]);
    const minter = m.contract("LiquidityMinter", [m.getAccount(ROLES.liquidityProvider)]);
    // The factory is born without the 0.01 % tier that mainnet's governance added.
    const tier = m.call(factory, "enableFeeAmount", [100, 1]);
    for (const [index, pool] of scenario.pools.entries()) {
      if (isShare(pool.base) || isShare(pool.quote)) continue;
      const args = [futureOf(token, pool.base), futureOf(token, pool.quote), pool.feeTier];
      m.call(factory, "createPool", args, { id: `Pool_${index}`, after: [tier] });
    }
    return { factory, swapRouter, quoter, minter } as unknown as Futures;
  });

  function isShare(symbol: string): boolean {
    return scenario.assets[symbol]?.vault !== undefined;
  }
}
