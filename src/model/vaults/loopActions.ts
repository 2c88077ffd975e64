import { BPS } from "../../units.ts";
import { mulDivDown } from "../mulDiv.ts";
import { VIRTUAL_SHARES } from "./conversion.ts";
import { settleIdle } from "./loopCash.ts";
import { unwindLoop } from "./loopFulfil.ts";
import { loopGross } from "./loopMath.ts";
import { loopBorrowDown, loopRepayDown, nextLeverage } from "./loopSizes.ts";
import { lowerLoop, raiseLoop } from "./loopTrade.ts";
import { type LoopVaultState, leverage, momentOf, netAssets, withIdle } from "./loopVault.ts";
import { positionAt } from "./loopVenue.ts";
import { withFeesTaken } from "./queuedVault.ts";
import { requireVault } from "./refusal.ts";
import { ripcordRewardDown } from "./ripcordReward.ts";
import { mayFulfil, setAside } from "./shareActions.ts";

/** A keeper moves leverage toward the target and idle collateral toward its share. */
export function rebalanceLoop(found: LoopVaultState, isKeeper: boolean, flash: boolean): LoopVaultState {
  requireVault(isKeeper, "NotKeeper");
  const state = priced(found);
  const { config, clock, time, venue } = state;
  requireVault(time >= clock.rebalancedAt + config.cooldown, "Cooling");
  requireVault(netAssets(state) !== 0n, "NoEquity");
  const standing = leverage(state);
  const next = nextLeverage(config, standing);
  const aimedIdle = mulDivDown(netAssets(state), config.idleShare, BPS);
  const position = positionAt(venue);

  let traded = venue;
  if (next > standing) {
    requireVault(!state.shares.paused, "Paused");
    traded = settleIdle(traded, aimedIdle);
    const amount = loopBorrowDown(venue.pair, position, next, config.slippage, config.maxTrade);
    if (amount !== 0n) traded = raiseLoop(traded, amount, config.slippage, flash);
  } else {
    const amount = loopRepayDown(venue.pair, position, next, config.maxTrade);
    if (amount !== 0n) traded = lowerLoop(traded, amount, config.slippage, flash);
    traded = settleIdle(traded, aimedIdle);
  }
  const after = { ...state, venue: traded, clock: { ...clock, rebalancedAt: time } };
  if (next > standing) requireVault(leverage(after) <= config.maxLeverage, "LeverageAboveMaximum");
  return after;
}

/** Anyone lowers leverage in an emergency, for a reward that leaves the vault. */
export function ripcordLoop(found: LoopVaultState, flash: boolean): { state: LoopVaultState; reward: bigint } {
  const state = priced(found);
  const { config, clock, time, venue } = state;
  requireVault(time >= clock.ripcordAt + config.ripcordCooldown, "Cooling");
  requireVault(netAssets(state) !== 0n, "NoEquity");
  requireVault(leverage(state) >= config.ripcordLeverage, "BelowRipcord");
  const position = positionAt(venue);
  const amount = loopRepayDown(venue.pair, position, config.maxLeverage, config.ripcordMaxTrade);

  const traded = lowerLoop(venue, amount, config.ripcordSlippage, flash);
  const sold = loopGross(position) - loopGross(positionAt(traded));
  requireVault(sold > 0n, "NothingTraded");
  const reward = ripcordRewardDown(config.ripcordReward, sold, traded.idle);
  return { state: { ...state, venue: withIdle(traded, -reward), clock: { ...clock, ripcordAt: time } }, reward };
}

/** Serves the queue. Shares that are worth nothing are served for nothing, by a keeper alone. */
export function fulfilLoop(
  found: LoopVaultState,
  wish: bigint,
  flash: boolean,
  isKeeper: boolean,
): { state: LoopVaultState; shares: bigint; assets: bigint } {
  const state = priced(found);
  const { config, clock, time, venue } = state;
  const asked = mayFulfil(state.shares, time, isKeeper, wish);
  if (netAssets(state) === 0n) {
    requireVault(isKeeper, "NotKeeper");
    return { state: { ...state, shares: setAside(state.shares, asked, 0n) }, shares: asked, assets: 0n };
  }
  const trades = venue.debt.scaled !== 0n;
  requireVault(!trades || time >= clock.fulfilledAt + config.cooldown, "Cooling");
  const { maxTrade, slippage } = config;
  const order = { shares: asked, supply: state.shares.supply + VIRTUAL_SHARES, maxTrade, slippage, flash };
  const { venue: unwound, shares, assets } = unwindLoop(venue, order);
  const after = {
    ...state,
    venue: unwound,
    shares: setAside(state.shares, shares, assets),
    clock: trades ? { ...clock, fulfilledAt: time } : clock,
  };
  return { state: after, shares, assets };
}

function priced(state: LoopVaultState): LoopVaultState {
  return { ...state, shares: withFeesTaken(state.shares, momentOf(state)) };
}
