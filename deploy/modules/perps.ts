import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type {
  Future,
  IgnitionModuleBuilder,
  NamedArtifactLibraryDeploymentFuture,
} from "@nomicfoundation/ignition-core";
import { ZeroAddress } from "ethers";
import type { PerpMarketConfig, PerpsConfig } from "../../src/scenario/perpSchema.ts";
import { perpTerms } from "../../src/scenario/perpTerms.ts";
import type { Scenario } from "../../src/scenario/schema.ts";
import { type Futures, futureOf, type ScenarioModule } from "./futures.ts";
import { collateralConfig, marketConfig } from "./perpConfigs.ts";
import { ROLES } from "./roles.ts";

type Library = NamedArtifactLibraryDeploymentFuture<string>;

/** The exchange's linked libraries, each after those that it is linked to itself. */
const LIBRARIES: readonly (readonly [name: string, needs?: readonly string[]])[] = [
  ["AdlRoundLib"],
  ["AdlViewLib"],
  ["DepositLib"],
  ["DisposalLib"],
  ["FlagLib"],
  ["PerpLiquidationLib"],
  ["OrderLib"],
  ["DelayedOrderLib", ["OrderLib"]],
  ["PerpConfigLib"],
  ["PerpViewLib"],
  ["PoolCashLib"],
  ["TakeOverLib"],
];

/** The perpetual exchange with its liquidity pool, every market of the scenario in its order, plain collaterals, and a lens. */
export function perpsModule(
  scenario: Scenario,
  perps: PerpsConfig,
  tokens: ScenarioModule,
  oracles: ScenarioModule,
  amm: ScenarioModule,
): ScenarioModule {
  return buildModule("Perps", (m) => {
    const token = m.useModule(tokens);
    const feeds = m.useModule(oracles);
    const { factory } = m.useModule(amm) as Record<"factory", Futures[string]>;
    const decimals = (symbol: string) => scenario.assets[symbol]?.decimals ?? 18;
    const quoteUnit = 10n ** BigInt(decimals(perps.quote));
    const libraries: Record<string, Library> = {};
    for (const [name, needs = []] of LIBRARIES) {
      const own = needs.map((needed) => [needed, libraries[needed] as Library] as const);
      libraries[name] = m.library(name, { libraries: Object.fromEntries(own) });
    }
    const exchange = m.contract("PerpExchange", [futureOf(token, perps.quote), m.getAccount(ROLES.lab)], { libraries });
    const pool = m.contract("LiquidityPool", [exchange, `${perps.quote} liquidity`, `lp${perps.quote}`]);
    const futures: Futures = { perpExchange: exchange, perpPool: pool, perpLens: m.contract("PerpLens") };

    // One after another, so that the ids of markets and the bits of collaterals follow the order of the scenario.
    const listed: Future[] = [m.call(exchange, "setPool", [pool]), m.call(exchange, "configurePool", [perps.pool])];
    for (const [name, market] of Object.entries(perps.markets)) {
      const spotFeed = spotFeedOf(m, name, market, scenario, { token, feeds, factory });
      if (spotFeed !== undefined) futures[`spot ${name}`] = spotFeed;
      const config = {
        indexFeed: futureOf(feeds, `feed ${market.asset}`),
        spotFeed: spotFeed ?? ZeroAddress,
        ...marketConfig(perpTerms(market, quoteUnit)),
      };
      listed.push(m.call(exchange, "listMarket", [config], { id: `Market_${name}`, after: [...listed] }));
    }
    for (const [symbol, collateral] of Object.entries(perps.collateral)) {
      if (scenario.assets[symbol]?.vault !== undefined) continue;
      const config = { feed: futureOf(feeds, `feed ${symbol}`), ...collateralConfig(collateral, decimals(symbol)) };
      const args = [futureOf(token, symbol), config];
      const id = `Collateral_${symbol}`;
      listed.push(m.call(exchange, "configureCollateral", args, { id, after: [...listed] }));
    }
    return futures;
  });
}

type Parts = { token: Futures; feeds: Futures; factory: Futures[string] };

/** The mean of a market's asset in its first pool, in USD, where the mark takes it in. */
function spotFeedOf(
  m: IgnitionModuleBuilder,
  name: string,
  { asset, spotTwapSeconds }: PerpMarketConfig,
  { pools, lending }: Scenario,
  { token, feeds, factory }: Parts,
): Futures[string] | undefined {
  const index = pools.findIndex(({ base }) => base === asset);
  const traded = pools[index];
  if (spotTwapSeconds === 0 || traded === undefined) return undefined;
  const pair = [futureOf(token, traded.base), futureOf(token, traded.quote), traded.feeTier];
  const pool = m.staticCall(factory, "getPool", pair, 0, { id: `Spot_pool_${name}` });
  const quoteFeed = futureOf(feeds, `feed ${traded.quote}`);
  const args = [pool, pair[0], quoteFeed, spotTwapSeconds, lending.baseCurrencyDecimals, `${name} spot average`];
  return m.contract("TwapOracle", args as never, { id: `Spot_${name}` }) as unknown as Futures[string];
}
