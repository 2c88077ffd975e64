import { fillPrice } from "../model/perps/fillPrice.ts";
import { orderFee } from "../model/perps/orderFee.ts";
import { WAD } from "../units.ts";
import type { AmmVenue } from "../venues/ammVenue.ts";
import { loopPosition } from "../venues/netAssets.ts";
import { perpProfit } from "../venues/perpMargin.ts";
import type { Vault } from "../venues/vault.ts";
import { standOf } from "../venues/vaultStand.ts";
import type { Venues } from "../venues/venues.ts";

/**
 * What would be left of a vault if it sold everything at once against the pools as they stand, never below zero. [asset]
 * A loop vault buys its debt with collateral; a basis vault sells its spot and closes its short at its fill price.
 */
export function liquidationNav(venues: Venues, vault: Vault): bigint {
  const net = vault.config.kind === "loop" ? loopLeft(venues, vault) : basisLeft(venues, vault);
  return net > 0n ? net : 0n;
}

function loopLeft(venues: Venues, vault: Vault): bigint {
  const { idle, supplied, debt } = loopPosition(venues, vault, standOf(venues, vault), venues.lending.time);
  if (vault.config.kind !== "loop" || debt === 0n) return idle + supplied;
  if (!leads(venues.amm, vault.info.asset, vault.config.debt)) return 0n;
  const cost = venues.amm.cost(vault.info.asset, vault.config.debt, debt);
  return cost === undefined ? 0n : idle + supplied - cost;
}

function basisLeft({ amm, perps }: Venues, vault: Vault): bigint {
  const { config, info } = vault;
  if (config.kind !== "basis") return 0n;
  const isSold = vault.second > 0n && leads(amm, config.spot, info.asset);
  const sold = isSold ? amm.sell(config.spot, info.asset, vault.second).amountOut : 0n;
  const account = perps?.accountOf(info.address);
  let equity = account?.settled ?? 0n;
  for (const [id, { size }] of account?.positions ?? []) {
    const [market, now] = [perps?.markets[id], perps?.now[id]];
    if (perps === undefined || account === undefined || market === undefined || now === undefined) continue;
    const { trading } = market.terms;
    const fill = fillPrice({ index: now.state.index, skew: now.skew, skewScale: trading.skewScale }, -size);
    const fee = orderFee(trading, now.skew, -size, fill, perps.quoteUnit).total;
    equity += perpProfit(perps, account, id) + (size * (fill - now.mark) * perps.quoteUnit) / (WAD * WAD) - fee;
  }
  return vault.idle + vault.placed + sold + equity;
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
