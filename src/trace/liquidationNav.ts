import { basisLiquidationNav } from "../model/vaults/basisLiquidationNav.ts";
import { loopLiquidationNav } from "../model/vaults/loopLiquidationNav.ts";
import type { AmmVenue } from "../venues/ammVenue.ts";
import { loopPosition } from "../venues/netAssets.ts";
import { perpProfit } from "../venues/perpMargin.ts";
import { perpState } from "../venues/perpState.ts";
import type { Vault } from "../venues/vault.ts";
import { standOf } from "../venues/vaultStand.ts";
import type { Venues } from "../venues/venues.ts";

/**
 * What would be left of a vault if it sold everything at once against the pools as they stand, never below zero; where no
 * pool leads to what it needs, it gets nothing for what it has. [asset]
 */
export function liquidationNav(venues: Venues, vault: Vault): bigint {
  return vault.config.kind === "loop" ? loopLeft(venues, vault) : basisLeft(venues, vault);
}

function loopLeft(venues: Venues, vault: Vault): bigint {
  const position = loopPosition(venues, vault, standOf(venues, vault), venues.lending.time);
  const debt = vault.config.kind === "loop" ? vault.config.debt : "";
  if (position.debt > 0n && !leads(venues.amm, vault.info.asset, debt)) return 0n;
  return loopLiquidationNav(position, position.debt === 0n ? [] : venues.amm.hops(vault.info.asset, debt));
}

function basisLeft({ amm, perps }: Venues, vault: Vault): bigint {
  const { config, info, idle, placed: parked } = vault;
  const account = perps?.accountOf(info.address);
  const market = config.kind === "basis" ? perps?.market(config.market) : undefined;
  if (config.kind !== "basis" || perps === undefined || market === undefined) return 0n;
  const spot = leads(amm, config.spot, info.asset) ? vault.second : 0n;
  const size = account?.positions.get(market.id)?.size ?? 0n;
  const equity = account === undefined ? 0n : account.settled + perpProfit(perps, account, market.id);
  const prices = { assetPrice: 0n, spotPrice: 0n, assetUnit: vault.assetUnit, spotUnit: vault.spotUnit, rate: 0n };
  return basisLiquidationNav(
    { ...prices, mark: perps.now[market.id]?.mark ?? 0n },
    { idle, parked, spot, size, equity },
    spot === 0n ? [] : amm.hops(config.spot, info.asset),
    perpState(perps, account === undefined ? [] : [account]),
    market.id,
  );
}

/** Whether pools lead from one asset to another. */
function leads(amm: AmmVenue, from: string, to: string): boolean {
  const reached = new Set([from]);
  for (const asset of reached) {
    for (const { base, quote } of amm.pools) {
      if (base === asset) reached.add(quote);
      if (quote === asset) reached.add(base);
    }
  }
  return reached.has(to);
}
