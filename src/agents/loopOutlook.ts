import {
  inCollateralUp,
  type LoopPair,
  type LoopPosition,
  loopGross,
  loopLeverageUp,
  loopNetDown,
} from "../model/vaults/loopMath.ts";
import { BPS } from "../units.ts";
import type { LendingReserve } from "../venues/lendingReserve.ts";
import { loopPair, loopPosition } from "../venues/netAssets.ts";
import type { Vault } from "../venues/vault.ts";
import type { LoopSettings } from "../venues/vaultSettings.ts";
import { standOf } from "../venues/vaultStand.ts";
import type { View } from "./agent.ts";

/** A loop vault as it will find itself in the block being built. */
export interface LoopOutlook {
  readonly vault: Vault;
  readonly settings: LoopSettings;
  readonly pair: LoopPair;
  readonly position: LoopPosition;
  /** [collateral] */
  readonly net: bigint;
  /** [wad] */
  readonly leverage: bigint;
  /** All shares, those for fees that are due and the virtual ones included. */
  readonly shares: bigint;
  readonly collateral: LendingReserve;
  readonly debt: LendingReserve;
  /** Of the collateral, in the vault's e-mode. [bps] */
  readonly ltv: bigint;
  readonly threshold: bigint;
}

/** What the pool's own rounding may cost. [collateral] */
const ROUNDING = 2n;

/** Undefined for a vault of another kind, or one of which nothing was read. */
export function loopOutlook(view: View, vault: Vault): LoopOutlook | undefined {
  const { settings, config, info } = vault;
  const { lending, vaults } = view;
  if (config.kind !== "loop" || settings?.kind !== "loop" || vaults === undefined) return undefined;
  const [collateral, debt] = [lending.reserve(info.asset), lending.reserve(config.debt)];
  const account = lending.positionOf(info.address);
  if (collateral === undefined || debt === undefined || account === undefined) return undefined;
  const pair = loopPair(view, vault, vaults.now);
  const position = loopPosition(view, vault, standOf(view, vault), vaults.now.time);
  const { ltv, liquidationThreshold: threshold } = lending.termsFor(account, lending.reserves.indexOf(collateral));
  const shares = vaults.now.shares.get(info.symbol)?.shares ?? 0n;
  const [net, leverage] = [loopNetDown(pair, position), loopLeverageUp(pair, position)];
  return { vault, settings, pair, position, net, leverage, shares, collateral, debt, ltv, threshold };
}

/** What the pool would let out of the collateral now, at a ratio [bps] of debt to what stays. */
export function withdrawable(look: LoopOutlook, { supplied, debt }: LoopPosition, ratio: bigint): bigint {
  const limit = supplied < look.collateral.cash ? supplied : look.collateral.cash;
  if (debt === 0n) return limit;
  if (ratio === 0n) return 0n;
  const free = supplied - (inCollateralUp(look.pair, debt) * BPS) / ratio - ROUNDING;
  if (free <= 0n) return 0n;
  return free < limit ? free : limit;
}

/** What can be had of the collateral, whoever it belongs to: idle, and supplied as far as the pool has cash. */
export function reachable(look: LoopOutlook): bigint {
  const { supplied } = look.position;
  const missing = supplied > look.collateral.cash ? supplied - look.collateral.cash : 0n;
  return loopGross(look.position) - missing;
}
