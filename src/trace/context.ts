import type { OutsidePrice } from "../market/outsideMarket.ts";
import { rescale, WAD } from "../units.ts";
import type { Venues } from "../venues/venues.ts";
import type { Deployment } from "../world/deployment.ts";
import type { World } from "../world/world.ts";
import type { Row } from "./row.ts";

/** On a fork, whoever the lab knows nothing of: the real treasury, other suppliers, contracts in between. */
export const OTHERS = "others";

/** What every part of the recorder works with. */
export interface TraceContext {
  world: World;
  venues: Venues;
  write(row: Row): void;
  symbolOf(address: string): string;
  decimalsOf(symbol: string): number;
  /** Whose address it is, in words: a holder's group, an agent's name, a contract's part. */
  roleOf(address: string): string;
  /** Every address with a role of its own. */
  known: readonly string[];
}

/** The scenario's name for each part of a deployment that moves tokens. */
export function createContext(world: World, venues: Venues, write: (row: Row) => void): TraceContext {
  const { deployment, scenario } = world;
  const symbols = new Map(Object.entries(deployment.tokens).map(([symbol, address]) => [address, symbol]));
  const roles = rolesOf(world, deployment);
  const stranger = world.fork === undefined ? "unknown" : OTHERS;
  return {
    world,
    venues,
    write,
    symbolOf: (address) => symbols.get(address) ?? address,
    decimalsOf: (symbol) => scenario.assets[symbol]?.decimals ?? 18,
    roleOf: (address) => roles.get(address) ?? stranger,
    known: [...roles.keys()],
  };
}

function rolesOf(world: World, deployment: Deployment): Map<string, string> {
  const roles = new Map<string, string>([[`0x${"0".repeat(40)}`, "issuance"]]);
  for (const holder of world.holders) roles.set(holder.address, holder.group);
  for (const [name, accounts] of world.agentAccounts) for (const account of accounts) roles.set(account, name);
  for (const [role, account] of Object.entries(deployment.roles)) roles.set(account, role);
  for (const pool of deployment.ammPools) roles.set(pool.address, "amm pool");
  for (const reserve of deployment.reserves) roles.set(reserve.aToken, "lending cash");
  for (const [symbol, asset] of Object.entries(world.scenario.assets)) {
    if (asset.staked !== undefined) roles.set(deployment.tokens[symbol] ?? "", "staking reserve");
  }
  for (const { symbol, address } of deployment.vaults) roles.set(address, symbol);
  if (deployment.shareLiquidator !== undefined) roles.set(deployment.shareLiquidator, "share liquidator");
  if (deployment.perps !== undefined) {
    roles.set(deployment.perps.exchange, "perp exchange");
    roles.set(deployment.perps.pool, "perp pool");
  }
  if (deployment.guards?.breaker !== undefined) roles.set(deployment.guards.breaker, "circuit breaker");
  roles.set(deployment.externalMarket, "outside");
  roles.set(deployment.arbitrage, "arbitrage");
  roles.set(deployment.leverageRouter, "leverage router");
  roles.set(deployment.flashLiquidator, "flash liquidator");
  roles.set(deployment.swapRouter, "swap router");
  roles.set(deployment.minter, "minter");
  if (deployment.funder !== undefined) roles.set(deployment.funder, "funder");
  return roles;
}

/** Oracle prices in the base currency, by reserve, if each feed showed `prices` (USD [wad]); staked ones in step. */
export function oraclePricesFrom(context: TraceContext, prices: ReadonlyMap<string, bigint>): bigint[] {
  const { assets, lending } = context.world.scenario;
  const { reserves } = context.venues.lending;
  const decimals = lending.baseCurrencyDecimals;
  return reserves.map((reserve) => {
    const own = prices.get(reserve.symbol);
    if (own !== undefined) return rescale(own, 18, decimals);
    const over = assets[reserve.symbol]?.staked?.over ?? "";
    const standing = reserves.find((candidate) => candidate.symbol === over)?.price ?? 0n;
    const shown = prices.get(over);
    if (shown === undefined || standing === 0n) return reserve.price;
    return (reserve.price * rescale(shown, 18, decimals)) / standing;
  });
}

/** USD [wad] of an amount in smallest units at reference prices. */
export function referenceUsd(
  context: TraceContext,
  outside: ReadonlyMap<string, OutsidePrice>,
  symbol: string,
  amount: bigint,
): bigint {
  return (amount * (outside.get(symbol)?.reference ?? WAD)) / 10n ** BigInt(context.decimalsOf(symbol));
}
