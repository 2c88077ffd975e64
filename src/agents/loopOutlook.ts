import { type LoopPair, type LoopPosition, loopGross, loopLeverageUp, loopNetDown } from "../model/vaults/loopMath.ts";
import { type LoopVenue, positionAt } from "../model/vaults/loopVenue.ts";
import { toBps } from "../venues/lendingReserve.ts";
import { loopPair } from "../venues/netAssets.ts";
import type { Vault } from "../venues/vault.ts";
import type { LoopSettings } from "../venues/vaultSettings.ts";
import { standOf } from "../venues/vaultStand.ts";
import type { View } from "./agent.ts";

/** A loop vault as it will find itself in the block being built, and what it trades on. */
export interface LoopOutlook {
  readonly vault: Vault;
  readonly settings: LoopSettings;
  readonly venue: LoopVenue;
  readonly pair: LoopPair;
  readonly position: LoopPosition;
  /** [collateral] */
  readonly gross: bigint;
  readonly net: bigint;
  /** [wad] */
  readonly leverage: bigint;
  /** All shares, those for fees that are due and the virtual ones included. */
  readonly shares: bigint;
}

/** Undefined for a vault of another kind, or one of which nothing was read. `loanFee` is that of a flash loan. [wad] */
export function loopOutlook(view: View, vault: Vault, loanFee: bigint): LoopOutlook | undefined {
  const { settings, config, info } = vault;
  const { lending, vaults, amm } = view;
  if (config.kind !== "loop" || settings?.kind !== "loop" || vaults === undefined) return undefined;
  const [collateral, debt] = [lending.reserve(info.asset), lending.reserve(config.debt)];
  const account = lending.positionOf(info.address);
  if (collateral === undefined || debt === undefined || account === undefined) return undefined;
  const { time } = vaults.now;
  const { supplied, owed, idle } = standOf(view, vault);
  const { ltv, liquidationThreshold: threshold } = lending.termsFor(account, lending.reserves.indexOf(collateral));
  const pair = loopPair(view, vault, vaults.now);
  const venue: LoopVenue = {
    pair,
    arithmetic: lending.rules.arithmetic,
    ltv,
    threshold,
    flashPremium: toBps(loanFee),
    supply: { index: collateral.indexesAt(time).liquidityIndex, scaled: supplied, cash: collateral.cash },
    debt: { index: debt.indexesAt(time).borrowIndex, scaled: owed, cash: debt.cash },
    idle,
    path: amm.hops(info.asset, config.debt),
  };
  const position = positionAt(venue);
  const shares = vaults.now.shares.get(info.symbol)?.shares ?? 0n;
  const [gross, net, leverage] = [loopGross(position), loopNetDown(pair, position), loopLeverageUp(pair, position)];
  return { vault, settings, venue, pair, position, gross, net, leverage, shares };
}
