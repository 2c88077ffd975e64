import { BPS, WAD } from "../../units.ts";
import { mulDivDown, mulDivUp } from "../mulDiv.ts";
import { bringBack, park, reachableDown } from "./basisCash.ts";
import { bringIntoBand } from "./basisHedge.ts";
import { sellPerpetual, unflagged, withMargin } from "./basisMargin.ts";
import { aimedShortUp, notionalUp, spotValueDown } from "./basisMath.ts";
import { above, type BasisPosition, basisNetDown, lacking, shortOf } from "./basisPosition.ts";
import { buySpot } from "./basisSpot.ts";
import { takeSurplus, topUp } from "./basisTopUp.ts";
import { unwindBasis, unwindBook } from "./basisUnwind.ts";
import {
  type BasisConfig,
  type BasisVaultState,
  basisMoment,
  basisNetAssets,
  hedgeRatio,
  withAssets,
} from "./basisVault.ts";
import { type BasisVenue, basisPositionAt, markAt } from "./basisVenue.ts";
import { VIRTUAL_SHARES } from "./conversion.ts";
import { pendingShares } from "./queue.ts";
import { withFeesTaken } from "./queuedVault.ts";
import { requireVault } from "./refusal.ts";
import { mayFulfil, setAside } from "./shareActions.ts";

/** The most of what was traded that mending a hedge pays: a twentieth. */
const REWARD_PART = 20n;

/** A keeper: margin first, then the hedge; where neither asks for anything, assets are put to work or freed. */
export function rebalanceBasis(found: BasisVaultState, isKeeper: boolean): BasisVaultState {
  requireVault(isKeeper, "NotKeeper");
  const state = priced(found);
  const { config, clock, time, shares } = state;
  requireVault(time >= clock.rebalancedAt + config.cooldown, "Cooling");
  const pending = pendingShares(shares.queue);
  const asked = mulDivUp(pending, basisNetAssets(state) + 1n, shares.supply + VIRTUAL_SHARES);

  const topped = topUp(unflagged(trading(state, config.slippage, config.maxTrade)), config);
  const mended = bringIntoBand(topped.venue, config);
  const idle = mended.traded === 0n && !topped.acted;
  const steered = idle ? steer(mended.venue, config, asked, !shares.paused) : mended.venue;
  const surplus = takeSurplus(steered, config);
  const position = basisPositionAt(surplus);
  const spare = above(position.idle + position.parked, asked);
  const venue = park(surplus, mulDivDown(spare, config.parkedShare, BPS));
  return { ...state, venue, clock: { ...clock, rebalancedAt: time } };
}

/** Mends the hedge; for a reward, that leaves the vault, where the caller is no keeper. */
export function hedgeBasis(found: BasisVaultState, isKeeper: boolean): { state: BasisVaultState; reward: bigint } {
  const state = priced(found);
  const { config, clock, time } = state;
  requireVault(isKeeper || time >= clock.hedgedAt + config.openCooldown, "Cooling");
  const [slippage, most] = isKeeper ? [config.slippage, config.maxTrade] : [config.openSlippage, config.openMaxTrade];
  const standing = hedgeRatio(state);
  if (isKeeper) requireVault(standing < config.minHedge || standing > config.maxHedge, "InBand");
  else {
    const tooMuch = config.maxHedge + config.minHedge - config.openHedge;
    requireVault(standing < config.openHedge || standing > tooMuch, "NotOpen");
  }
  const { venue, traded } = bringIntoBand(trading(state, slippage, most), config);
  requireVault(traded !== 0n, "NothingTraded");
  const reward = isKeeper ? 0n : min(min(config.openReward, traded / REWARD_PART), venue.idle);
  const after = { ...clock, hedgedAt: isKeeper ? clock.hedgedAt : time };
  return { state: { ...state, venue: withAssets(venue, -reward), clock: after }, reward };
}

/** Serves the queue. Shares that are worth nothing are served for nothing, by a keeper alone. */
export function fulfilBasis(
  found: BasisVaultState,
  wish: bigint,
  isKeeper: boolean,
): { state: BasisVaultState; shares: bigint; assets: bigint } {
  const state = priced(found);
  const { config, clock, time } = state;
  const asked = mayFulfil(state.shares, time, isKeeper, wish);
  if (basisNetAssets(state) === 0n) {
    requireVault(isKeeper, "NotKeeper");
    return { state: { ...state, shares: setAside(state.shares, asked, 0n) }, shares: asked, assets: 0n };
  }
  const { spot, size } = basisPositionAt(state.venue);
  const trades = spot !== 0n || size !== 0n;
  requireVault(!trades || time >= clock.fulfilledAt + config.cooldown, "Cooling");
  const venue = trading(state, config.slippage, config.maxTrade);
  const { shares, assets, venue: unwound } = unwindBasis(venue, asked, state.shares.supply + VIRTUAL_SHARES);
  const after = {
    ...state,
    venue: unwound,
    shares: setAside(state.shares, shares, assets),
    clock: trades ? { ...clock, fulfilledAt: time } : clock,
  };
  return { state: after, shares, assets };
}

/** Puts to work what is above the idle share and the queue, or frees what the idle share lacks. */
function steer(venue: BasisVenue, config: BasisConfig, asked: bigint, grows: boolean): BasisVenue {
  const position = basisPositionAt(venue);
  const liquid = position.idle + position.parked;
  const kept = mulDivDown(basisNetDown(venue.prices, position), config.idleShare, BPS);
  if (liquid < kept) return freed(venue, position, kept - liquid);
  if (!grows || venue.exchange.markets[venue.market]?.state.status !== "open") return venue;
  const surplus = min(above(liquid, kept + asked), position.idle + reachableDown(venue));
  return surplus === 0n ? venue : invested(venue, config, position, surplus);
}

/** Buys spot, adds what margin lacks and sells the perpetual, or throws the exchange's refusal. */
function invested(found: BasisVenue, config: BasisConfig, position: BasisPosition, surplus: bigint): BasisVenue {
  const { prices } = found;
  const perSpot = WAD + mulDivDown(config.targetHedge, config.marginRatio, WAD);
  const { venue, held: cash } = bringBack(found, min(surplus, mulDivDown(found.room, perSpot, WAD)));
  const { venue: holding, spent, bought } = buySpot(venue, mulDivDown(cash, WAD, perSpot));
  if (bought === 0n) return holding;
  const aimed = aimedShortUp(prices, position.spot + bought, config.targetHedge);
  const margin = mulDivUp(notionalUp(prices, aimed), config.marginRatio, WAD);
  const margined = withMargin(holding, min(lacking(position.equity, margin), cash - spent));
  const delta = above(aimed, shortOf(position));
  return delta === 0n ? margined : sellPerpetual(margined, delta);
}

/** Takes as much of the book apart as `missing` is of it. */
function freed(venue: BasisVenue, position: BasisPosition, missing: bigint): BasisVenue {
  const spotValue = spotValueDown(venue.prices, position.spot);
  const whole = spotValue + above(position.equity, 0n);
  const part = spotValue > venue.room ? min(missing, mulDivDown(whole, venue.room, spotValue)) : missing;
  return whole === 0n || part === 0n ? venue : (unwindBook(venue, position, min(part, whole), whole) ?? venue);
}

/** The venue with an action's bounds, and the mark as it found it. */
function trading({ venue }: BasisVaultState, slippage: bigint, maxTrade: bigint): BasisVenue {
  return { ...venue, prices: { ...venue.prices, mark: markAt(venue) }, slippage, maxTrade, room: maxTrade };
}

function priced(state: BasisVaultState): BasisVaultState {
  return { ...state, shares: withFeesTaken(state.shares, basisMoment(state)) };
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
