import { Interface } from "ethers";
import { sqrtPriceFromPrice } from "../model/marketPrice.ts";
import { poolFromPositions } from "../model/poolFromPositions.ts";
import { WAD } from "../units.ts";
import { encode, GAS, MAX_UINT } from "./encode.ts";
import { poolPositions, startPrices, TICK_SPACING } from "./poolPositions.ts";
import type { SetupClock } from "./setupClock.ts";
import type { Call } from "./transaction.ts";
import type { World } from "./world.ts";

const POOL = new Interface([
  "function initialize(uint160 sqrtPriceX96)",
  "function increaseObservationCardinalityNext(uint16 size)",
]);
const MINTER = new Interface(["function mint(address pool, int24 tickLower, int24 tickUpper, uint128 liquidity)"]);
const OBSERVATIONS = 64;

/** Brings each created pool to its starting price and fills it to the stated depth; keeps its state in the world. */
export async function seedPools(world: World, clock: SetupClock): Promise<void> {
  const { scenario, deployment, transactor } = world;
  const prices = startPrices(scenario.assets);
  const { lab, liquidityProvider } = deployment.roles;
  const calls: Call[] = [];

  for (const symbol of new Set(scenario.pools.flatMap((pool) => [pool.base, pool.quote]))) {
    const token = deployment.tokens[symbol] ?? "";
    calls.push({ from: lab, to: token, data: encode("mint", [liquidityProvider, 10n ** 40n]), gas: GAS.token });
    calls.push({
      from: liquidityProvider,
      to: token,
      data: encode("approve", [deployment.minter, MAX_UINT]),
      gas: GAS.token,
    });
  }
  scenario.pools.forEach((config, index) => {
    const info = deployment.ammPools[index] as (typeof deployment.ammPools)[number];
    const decimals = (symbol: string) => scenario.assets[symbol]?.decimals ?? 18;
    const side = { ...info, baseDecimals: decimals(config.base), quoteDecimals: decimals(config.quote) };
    const [base, quote] = [prices.get(config.base) ?? WAD, prices.get(config.quote) ?? WAD];
    const sqrtPrice = sqrtPriceFromPrice((base * WAD) / quote, side);
    const positions = poolPositions(config, sqrtPrice, side, quote, 10n ** BigInt(side.quoteDecimals));

    calls.push({ from: lab, to: info.address, data: POOL.encodeFunctionData("initialize", [sqrtPrice]), gas: 300_000 });
    const grow = POOL.encodeFunctionData("increaseObservationCardinalityNext", [OBSERVATIONS]);
    calls.push({ from: lab, to: info.address, data: grow, gas: 3_000_000 });
    for (const { tickLower, tickUpper, liquidity } of positions) {
      const data = MINTER.encodeFunctionData("mint", [info.address, tickLower, tickUpper, liquidity]);
      calls.push({ from: liquidityProvider, to: deployment.minter, data, gas: 700_000 });
    }
    world.poolStates.push(
      poolFromPositions(sqrtPrice, config.feeTier, TICK_SPACING[config.feeTier] as number, positions),
    );
  });
  world.setup.push(...(await clock.settle(transactor, calls)));
}
