import type { BasisPosition } from "../model/vaults/basisPosition.ts";
import { type BasisVaultState, basisMoment, basisNetAssets, hedgeRatio } from "../model/vaults/basisVault.ts";
import { type BasisVenue, basisPositionAt, markAt } from "../model/vaults/basisVenue.ts";
import { sharesToAssetsUp } from "../model/vaults/conversion.ts";
import { EMPTY_QUEUE, pushRequest } from "../model/vaults/queue.ts";
import { SELF, shareBooks } from "../model/vaults/queuedVault.ts";
import { WAD } from "../units.ts";
import type { Vault } from "../venues/vault.ts";
import type { BasisSettings } from "../venues/vaultSettings.ts";
import { standOf } from "../venues/vaultStand.ts";
import type { View } from "./agent.ts";
import { PerpRehearsal } from "./perpRehearsal.ts";

/** A basis vault as it will find itself in the block being built, and what it trades on. Amounts in its asset unless stated. */
export interface BasisOutlook {
  readonly vault: Vault;
  readonly settings: BasisSettings;
  /** Its queue is one request: who waits is of no account. */
  readonly state: BasisVaultState;
  readonly position: BasisPosition;
  readonly net: bigint;
  /** What the queue is worth. */
  readonly asked: bigint;
  /** [wad] */
  readonly hedge: bigint;
}

/** Undefined for a vault of another kind, or one of which nothing was read. */
export function basisOutlook(view: View, vault: Vault): BasisOutlook | undefined {
  const { settings, terms, paused } = vault;
  if (settings?.kind !== "basis" || terms === undefined || view.vaults === undefined) return undefined;
  const venue = venueOf(view, vault);
  if (venue === undefined) return undefined;
  const { supply, feesTakenAt: takenAt, highWaterMark } = standOf(view, vault);
  const queue = vault.pending === 0n ? EMPTY_QUEUE : pushRequest(EMPTY_QUEUE, SELF, vault.pending, 0n);
  const noCap = { ...terms, assetCap: 0n, feeRecipient: "" };
  const shares = { terms: noCap, paused, balances: new Map(), supply, takenAt, highWaterMark, queue };
  const clock = {
    rebalancedAt: BigInt(vault.rebalancedAt),
    fulfilledAt: BigInt(vault.fulfilledAt),
    hedgedAt: BigInt(vault.rescuedAt),
  };
  const state: BasisVaultState = { shares, venue, config: settings, clock, time: BigInt(view.vaults.now.time) };
  const asked = sharesToAssetsUp(shareBooks(shares, basisMoment(state)), vault.pending);
  const [net, hedge] = [basisNetAssets(state), hedgeRatio(state)];
  return { vault, settings, state, position: basisPositionAt(venue), net, asked, hedge };
}

function venueOf(view: View, vault: Vault): BasisVenue | undefined {
  const { config, info, assetUnit, spotUnit } = vault;
  const { perps, vaults, lending, amm } = view;
  const market = config.kind === "basis" ? perps?.market(config.market) : undefined;
  if (config.kind !== "basis" || perps === undefined || vaults === undefined || market === undefined) return undefined;
  const { oracle, time } = vaults.now;
  const reserve = lending.reserve(info.asset);
  const exchange = new PerpRehearsal(perps, [info.address]).state;
  const position = lending.positionOf(info.address);
  const scaled = reserve && (position?.supplied[lending.reserves.indexOf(reserve)] ?? 0n);
  return {
    prices: {
      assetPrice: oracle.get(info.asset) ?? 0n,
      spotPrice: oracle.get(config.spot) ?? 0n,
      assetUnit,
      spotUnit,
      rate: config.spot === market.asset ? WAD : (vaults.rates.get(config.spot) ?? WAD),
      mark: markAt({ exchange, market: market.id }),
    },
    idle: vault.idle,
    spot: vault.second,
    parked:
      reserve === undefined || scaled === undefined
        ? null
        : { index: reserve.indexesAt(time).liquidityIndex, scaled, cash: reserve.cash },
    arithmetic: lending.rules.arithmetic,
    path: amm.hops(info.asset, config.spot),
    exchange,
    market: market.id,
    account: info.address,
    slippage: 0n,
    maxTrade: 0n,
    room: 0n,
  };
}
