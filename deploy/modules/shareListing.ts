import type { IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";
import type { Scenario } from "../../src/scenario/schema.ts";
import { FACTORY } from "./amm.ts";
import type { Futures } from "./futures.ts";
import { collateralConfig } from "./perpConfigs.ts";
import { listReserve } from "./reserve.ts";
import type { ShareSources } from "./shareFeed.ts";
import type { VaultSite } from "./vaultSite.ts";

type Contract = Futures[string];

/** Lists one share at the venues that the scenario lists it at. Each step returns what it deployed, by name. */
export class ShareListing {
  readonly #m: IgnitionModuleBuilder;
  readonly #scenario: Scenario;
  readonly #symbol: string;
  readonly #share: Contract;
  readonly #site: VaultSite;

  constructor(m: IgnitionModuleBuilder, scenario: Scenario, symbol: string, share: Contract, site: VaultSite) {
    this.#m = m;
    this.#scenario = scenario;
    this.#symbol = symbol;
    this.#share = share;
    this.#site = site;
  }

  /** Creates the share's pools against what is there already; the first in which it is the base is its market. */
  openPools(): ShareSources["market"] {
    const own = this.#symbol;
    const factory = this.#m.contractAt("UniswapV3Factory", FACTORY, this.#site.at("factory"));
    let market: ShareSources["market"];
    for (const [index, { base, quote, feeTier }] of this.#scenario.pools.entries()) {
      const other = base === own ? quote : base;
      if ((base !== own && quote !== own) || !this.#site.has(`token ${other}`)) continue;
      const pair = [this.#share, this.#site.at(`token ${other}`), feeTier];
      const created = this.#m.call(factory, "createPool", pair, { id: `Pool_${index}` });
      if (base !== own || market !== undefined) continue;
      const pool = this.#m.staticCall(factory, "getPool", pair, 0, { id: `Market_${index}`, after: [created] });
      market = { pool, quoteFeed: this.#site.at(`feed ${quote}`) };
    }
    return market;
  }

  /** Makes `feed` the share's price in lending. */
  price(feed: Contract): Futures {
    const oracle = this.#m.contractAt("PriceOracle", this.#site.at("oracle"));
    this.#m.call(oracle, "setAssetSources", [[this.#share], [feed]]);
    const age = this.#scenario.assets[this.#symbol]?.feed.maxAgeSeconds ?? 0;
    if (age > 0) this.#m.call(oracle, "setMaxAge", [this.#share, age]);
    return {};
  }

  lend(): Futures {
    const { lending, assets, channels } = this.#scenario;
    const symbol = this.#symbol;
    const reserve = lending.reserves[symbol];
    if (reserve === undefined) return {};
    const lendingPool = this.#m.contractAt("LendingPool", this.#site.at("lendingPool")) as unknown as Contract;
    const configurator = this.#m.contractAt("PoolConfigurator", this.#site.at("configurator")) as unknown as Contract;
    const asset = this.#share;
    const decimals = assets[symbol]?.decimals ?? 18;
    const { liquidity } = channels;
    const listing = { symbol, reserve, asset, decimals, lendingPool, configurator, after: [], liquidity };
    const own = listReserve(this.#m, listing);
    for (const { id, collateral, borrowable } of lending.eModes) {
      for (const [setter, symbols] of [
        ["setAssetCollateralInEMode", collateral],
        ["setAssetBorrowableInEMode", borrowable],
      ] as const) {
        if (!symbols.includes(symbol)) continue;
        this.#m.call(configurator, setter, [asset, id, true], { id: `${setter}_${id}`, after: [own.listed] });
      }
    }
    return {
      [`aToken ${symbol}`]: own.aToken,
      [`debt ${symbol}`]: own.debtToken,
      [`incentive ${symbol}`]: own.incentive,
    };
  }

  takeAsMargin(feed: Contract): Futures {
    const { perps, assets } = this.#scenario;
    const collateral = perps?.collateral[this.#symbol];
    if (collateral === undefined) return {};
    const exchange = this.#m.contractAt("PerpExchange", this.#site.at("perpExchange"));
    const config = { feed, ...collateralConfig(collateral, assets[this.#symbol]?.decimals ?? 18) };
    this.#m.call(exchange, "configureCollateral", [this.#share, config]);
    return {};
  }
}
