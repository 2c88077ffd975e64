import { concat, toBeHex } from "ethers";
import { FaultlineError } from "../errors.ts";
import type { AmmPoolInfo, Deployment, Ways } from "./deployment.ts";

/** Pools to pass through from one asset to another, and whether each is crossed from its base to its quote. */
export interface RouteHop {
  pool: AmmPoolInfo;
  sellsBase: boolean;
}

/** Of a deployment, what routes are found in. */
type Market = { ammPools: readonly AmmPoolInfo[]; ways?: Ways | undefined };

/**
 * The way between two assets: the one that was chosen for them, else the shortest over the listed pools; empty for the
 * same asset. `ROUTE_MISSING` if none.
 */
export function findRoute({ ammPools: pools, ways }: Market, from: string, to: string): RouteHop[] {
  const chosen = ways?.[`${from} ${to}`];
  if (chosen !== undefined) return followWay(pools, from, chosen);
  const reached = new Map<string, RouteHop[]>([[from, []]]);
  const queue = [from];
  for (let asset = queue.shift(); asset !== undefined; asset = queue.shift()) {
    const soFar = reached.get(asset) ?? [];
    if (asset === to) return soFar;
    for (const pool of pools) {
      const sellsBase = pool.base === asset;
      if (!sellsBase && pool.quote !== asset) continue;
      const next = sellsBase ? pool.quote : pool.base;
      if (reached.has(next)) continue;
      reached.set(next, [...soFar, { pool, sellsBase }]);
      queue.push(next);
    }
  }
  throw new FaultlineError("ROUTE_MISSING", `No pool leads from ${from} to ${to}.`, {
    hint: "List a pool for the pair, or pools that connect it, under pools; for a fork, under fork.pools.",
    exitCode: 2,
  });
}

function followWay(pools: readonly AmmPoolInfo[], from: string, way: readonly string[]): RouteHop[] {
  let asset = from;
  return way.map((address) => {
    const pool = pools.find((listed) => listed.address === address && [listed.base, listed.quote].includes(asset));
    if (pool === undefined) throw new Error(`The way from ${from} leads over ${address}, which trades no ${asset}.`);
    const sellsBase = pool.base === asset;
    asset = sellsBase ? pool.quote : pool.base;
    return { pool, sellsBase };
  });
}

/** Stands for a fee where a route leads over a Uniswap v2 pair: a bit that no fee of Uniswap v3 has (`PathLib`). */
const PAIR = 1 << 23;

/** A route as Uniswap v3's router, or a mixed one, reads it: token, fee, token, …; empty for the same asset. */
export function encodeRoute({ tokens }: Pick<Deployment, "tokens">, from: string, route: readonly RouteHop[]): string {
  if (route.length === 0) return "0x";
  const parts = [tokens[from] ?? ""];
  for (const { pool, sellsBase } of route) {
    parts.push(
      toBeHex(pool.kind === "uniswap-v2" ? PAIR : pool.fee, 3),
      tokens[sellsBase ? pool.quote : pool.base] ?? "",
    );
  }
  return concat(parts);
}

/** The same pools the other way round: exact-output swaps name the wanted asset first. */
export function reverseRoute(route: readonly RouteHop[]): RouteHop[] {
  return route.map(({ pool, sellsBase }) => ({ pool, sellsBase: !sellsBase })).reverse();
}
