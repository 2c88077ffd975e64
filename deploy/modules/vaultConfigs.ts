import type { BasisVaultConfig, LoopVaultConfig, VaultConfig } from "../../src/scenario/vaultSchema.ts";
import { toBps } from "./reserve.ts";

/** `BasisTypes.Rule`, in its order. */
const HEDGE_RULES = ["rehedge", "sellSpot"] as const;

/** USD [wad] into the smallest unit of a vault's asset, at its start price. */
type InAsset = (usd: bigint) => bigint;

/** A vault's `VaultTypes.Terms`; nothing caps its assets. */
export function vaultTerms({ fees, patienceSeconds }: VaultConfig, feeRecipient: unknown) {
  return {
    entryFee: toBps(fees.entry),
    exitFee: toBps(fees.exit),
    managementFee: toBps(fees.management),
    performanceFee: toBps(fees.performance),
    patience: patienceSeconds,
    assetCap: 0n,
    feeRecipient,
  };
}

/** A loop vault's `LoopTypes.Config`. */
export function loopConfig(vault: LoopVaultConfig, inAsset: InAsset) {
  const { leverage, ripcord } = vault;
  return {
    targetLeverage: leverage.target,
    minLeverage: leverage.min,
    maxLeverage: leverage.max,
    ripcordLeverage: leverage.ripcord,
    recenteringSpeed: leverage.recenteringSpeed,
    slippage: toBps(vault.slippage),
    ripcordSlippage: toBps(ripcord.slippage),
    idleShare: toBps(vault.idleShare),
    cooldown: vault.cooldownSeconds,
    ripcordCooldown: ripcord.cooldownSeconds,
    maxTrade: inAsset(vault.maxTradeUsd),
    ripcordMaxTrade: inAsset(ripcord.maxTradeUsd ?? 2n * vault.maxTradeUsd),
    ripcordReward: inAsset(ripcord.rewardUsd),
  };
}

/** A basis vault's `BasisTypes.Config`. */
export function basisConfig(vault: BasisVaultConfig, inAsset: InAsset) {
  const { hedge } = vault;
  return {
    targetHedge: hedge.target,
    minHedge: hedge.min,
    maxHedge: hedge.max,
    openHedge: hedge.open,
    marginRatio: vault.marginRatio,
    minMarginRatio: vault.minMarginRatio,
    slippage: toBps(vault.slippage),
    openSlippage: toBps(hedge.openSlippage),
    idleShare: toBps(vault.idleShare),
    parkedShare: toBps(vault.parkedShare),
    cooldown: vault.cooldownSeconds,
    openCooldown: hedge.openCooldownSeconds,
    maxTrade: inAsset(vault.maxTradeUsd),
    openMaxTrade: inAsset(hedge.openMaxTradeUsd ?? 2n * vault.maxTradeUsd),
    openReward: inAsset(hedge.openRewardUsd),
    rule: HEDGE_RULES.indexOf(hedge.rule),
  };
}
