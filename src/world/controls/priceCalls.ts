import { ZeroAddress } from "ethers";
import type { PriceVelocityConfig } from "../../scenario/breakerSchema.ts";
import type { Treatments } from "../../scenario/treatmentSchema.ts";
import { marketAsset } from "../marketAsset.ts";
import type { Call } from "../transaction.ts";
import type { World } from "../world.ts";
import { guardCall } from "./guardCall.ts";
import { unitOf } from "./worthOf.ts";

/** `BreakerTypes.Response`, in its order. */
const RESPONSES = ["halt", "widen"] as const;

/** A name that the breaker prices: a token, or a market by its base. */
interface Priced {
  name: string;
  isMarket: boolean;
  at: { venue: string; asset: string };
}

/**
 * Lets the breaker watch prices, and lets each venue that they bind ask about all of them whatever is wanted there; and
 * tells it what seized assets are worth where liquidations are throttled.
 */
export function priceCalls(world: World, { priceVelocity, throttle }: Treatments, breaker: string): Call[] {
  const { scenario, deployment } = world;
  const { guards, tokens, reserves, perps } = deployment;
  if (guards === undefined) return [];
  const watched = guards.scopes.filter(({ control }) => control === "priceVelocity");
  const calls = watched.map(({ asset, isMarket, at }) => price({ name: asset ?? "", isMarket, at }, priceVelocity));
  if (throttle !== undefined)
    calls.push(
      ...seized()
        .filter(isUnwatched)
        .map((each) => price(each, undefined)),
    );
  for (const [name, venue] of Object.entries(guards.venues)) {
    const own = watched.filter((scope) => scope.venue === null || scope.venue === name).map(({ at }) => at.asset);
    if (own.length > 0) calls.push(call("setWatched", [venue, own]));
    const view = guards.marginViews[name];
    if (own.length > 0 && view !== undefined) calls.push(call("setMarginView", [venue, view]));
  }
  return calls;

  /** Every collateral that lending can seize, and every market in which the exchange closes positions. */
  function seized(): Priced[] {
    const listed = reserves.map(({ symbol }) => [symbol, false, tokens[symbol] ?? ""] as const);
    const markets = (perps?.markets ?? []).map(({ name, id }) => [name, true, marketAsset(id)] as const);
    return [...listed, ...markets].map(([name, isMarket, asset]) => ({
      name,
      isMarket,
      at: { venue: ZeroAddress, asset },
    }));
  }

  function isUnwatched({ at }: Priced): boolean {
    return !watched.some((scope) => scope.at.venue === at.venue && scope.at.asset === at.asset);
  }

  /** Without a velocity it is a price alone: nothing is measured. */
  function price({ name, isMarket, at }: Priced, config: PriceVelocityConfig | undefined): Call {
    const symbol = isMarket ? (scenario.perps?.markets[name]?.asset ?? "") : name;
    const priced = [deployment.feeds[symbol], unitOf(scenario, name, isMarket)];
    if (config === undefined) return call("setPrice", [at, [...priced, 0, 0, 0, 0, 0, false, false, false, 0, 0]]);
    const { windowBlocks, haltSeconds, maxMove, response, spreadPerMove, maxSpread } = config;
    const stops = [config.stopsLiquidations, config.stopsWithdrawals, config.failsClosed];
    const terms = [windowBlocks, 0, haltSeconds, maxMove, RESPONSES.indexOf(response), ...stops];
    return call("setPrice", [at, [...priced, ...terms, spreadPerMove, maxSpread]]);
  }

  function call(name: string, args: readonly unknown[]): Call {
    return guardCall(deployment, ["breaker", breaker], name, args);
  }
}
