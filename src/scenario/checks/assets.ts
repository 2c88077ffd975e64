import { badInput } from "../../errors.ts";
import type { AssetConfig, Scenario } from "../schema.ts";
import { type PlaceOf, requireAsset } from "./listed.ts";

/** Each asset has one price, its parts are listed, and its node can look at what it follows. */
export function checkAssets(scenario: Scenario, placeOf: PlaceOf): void {
  if (Object.keys(scenario.assets).length === 0) {
    throw badInput("ASSETS_EMPTY", "The scenario lists no asset.", {
      place: placeOf(["assets"]),
      hint: "For example WETH: { decimals: 18, priceUsd: 4000, quote: USDC }.",
    });
  }
  for (const [symbol, asset] of Object.entries(scenario.assets)) {
    const place = (...path: string[]) => placeOf(["assets", symbol, ...path]);
    checkPrice(symbol, asset, place);
    if (asset.quote !== undefined) checkQuote(scenario, symbol, asset.quote, place);
    if (asset.staked !== undefined) checkStaked(scenario, symbol, asset, place);
    checkFeed(scenario, symbol, asset, place);
  }
}

type PlaceIn = (...path: string[]) => ReturnType<PlaceOf>;

function checkPrice(symbol: string, { priceUsd, staked, vault }: AssetConfig, place: PlaceIn): void {
  if (vault !== undefined) return;
  if (priceUsd === undefined && staked === undefined) {
    throw badInput("PRICE_MISSING", `${symbol} has no price.`, {
      place: place(),
      hint: "Give it priceUsd, or staked if it is a claim on another asset.",
    });
  }
  if (priceUsd !== undefined && staked !== undefined) {
    throw badInput("PRICE_TWICE", `${symbol} has a price of its own and one from what it is staked over.`, {
      place: place("priceUsd"),
      hint: "Drop priceUsd: a staked asset is worth its rate times its underlying.",
    });
  }
}

function checkQuote(scenario: Scenario, symbol: string, quote: string, place: PlaceIn): void {
  requireAsset(scenario, quote, place("quote"));
  if (quote !== symbol) return;
  throw badInput("QUOTE_SELF", `${symbol} cannot be quoted in itself.`, {
    place: place("quote"),
    hint: "Name what it is traded against, or drop the key for a dollar asset.",
  });
}

function checkStaked(scenario: Scenario, symbol: string, { staked }: AssetConfig, place: PlaceIn): void {
  const over = staked?.over ?? "";
  requireAsset(scenario, over, place("staked", "over"));
  const underlying = scenario.assets[over];
  if (underlying?.priceUsd === undefined) {
    throw badInput("PRICE_MISSING", `${over} has no price of its own, so ${symbol} has none either.`, {
      place: place("staked", "over"),
      hint: "Stake over an asset that has priceUsd.",
    });
  }
}

function checkFeed(scenario: Scenario, symbol: string, { feed, quote, staked }: AssetConfig, place: PlaceIn): void {
  const hasPool = scenario.pools.some((pool) => pool.base === symbol && pool.quote === quote);
  if (feed.follows !== "reference" && (staked !== undefined || !hasPool)) {
    throw badInput("FEED_WITHOUT_POOL", `The feed of ${symbol} follows a pool that there is none of.`, {
      place: place("feed", "follows"),
      hint:
        staked === undefined
          ? "State quote, and list a pool of this asset against it."
          : "The feed of a staked asset follows its underlying's.",
    });
  }
  if (feed.heartbeatSeconds <= scenario.chain.blockSeconds) {
    throw badInput("HEARTBEAT_TOO_SHORT", `The feed of ${symbol} would print in every block, so no run would end.`, {
      place: place("feed", "heartbeatSeconds"),
      hint: `It must be more than chain.blockSeconds, ${scenario.chain.blockSeconds}.`,
    });
  }
  if (feed.outage !== undefined && feed.outage.fromBlock > feed.outage.toBlock) {
    throw badInput("OUTAGE_BACKWARDS", `The outage of ${symbol}'s feed ends before it begins.`, {
      place: place("feed", "outage"),
      hint: "fromBlock must not be larger than toBlock.",
    });
  }
}
