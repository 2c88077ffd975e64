import type { IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";
import type { Scenario } from "../../src/scenario/schema.ts";
import { startPrice } from "../../src/scenario/startPrice.ts";
import { setupStart } from "../../src/scenario/timeline.ts";
import type { ShareOracle } from "../../src/scenario/vaultSchema.ts";
import { rescale, WAD } from "../../src/units.ts";
import type { Futures } from "./futures.ts";
import { toBps } from "./reserve.ts";
import { ROLES } from "./roles.ts";

const DAY = 86_400;
type Contract = Futures[string];

/** What a share's feed is made of. */
export interface ShareSources {
  symbol: string;
  /** Address of the feed of the vault's asset. */
  baseFeed: string;
  share: Contract;
  rate: Contract;
  /** The share's own pool with the feed of what it is quoted in; absent without one. */
  market?: { pool: unknown; quoteFeed: string };
}

/** The feed that prices a share as `oracle` says. Where `name` is given, it stands beside the share's first one. */
export function shareFeed(
  m: IgnitionModuleBuilder,
  scenario: Scenario,
  oracle: ShareOracle,
  sources: ShareSources,
  name = "",
): Contract {
  const { symbol, baseFeed, share, rate, market } = sources;
  const id = `Feed${name}_${symbol}`;
  const decimals = scenario.lending.baseCurrencyDecimals;
  const description = `${symbol} / USD`;
  switch (oracle.mode) {
    case "nav":
      return nav(id);
    case "cappedNav": {
      // A share begins at one asset; a snapshot of that is taken as old as the feed wants one.
      const snapshot = {
        ratio: WAD,
        takenAt: setupStart(scenario) - 7 * DAY,
        yearlyGrowthBps: toBps(oracle.growthPerYear),
      };
      const args = [baseFeed, rate, 7 * DAY, snapshot, description, m.getAccount(ROLES.lab)];
      return m.contract("CappedRatioFeed", args, { id });
    }
    case "navTwap":
      return m.contract("NavTwapFeed", [baseFeed, rate, oracle.windowSeconds, description], { id });
    case "market":
      return traded(id);
    case "minNavMarket":
      return m.contract("MinFeed", [nav(`${id}_nav`), traded(`${id}_market`), description], { id });
    case "fixed": {
      const answer = rescale(oracle.priceUsd ?? startPrice(scenario, symbol), 18, decimals);
      return m.contract("FixedFeed", [decimals, answer, description], { id });
    }
  }

  function nav(as: string): Contract {
    return m.contract("NavFeed", [baseFeed, rate, description], { id: as });
  }

  function traded(as: string): Contract {
    if (market === undefined) throw new Error(`No pool trades ${symbol}.`);
    const args = [market.pool, share, market.quoteFeed, decimals, description];
    return m.contract("PoolPriceFeed", args as never, { id: as }) as unknown as Contract;
  }
}
