import { Interface } from "ethers";

const VAULT = new Interface([
  "function getTerms() view returns ((uint16 entryFee, uint16 exitFee, uint16 managementFee, uint16 performanceFee, uint32 patience, uint128 assetCap, address feeRecipient))",
]);
const LOOP = new Interface([
  "function getConfig() view returns ((uint64 targetLeverage, uint64 minLeverage, uint64 maxLeverage, uint64 ripcordLeverage, uint64 recenteringSpeed, uint16 slippage, uint16 ripcordSlippage, uint16 idleShare, uint32 cooldown, uint32 ripcordCooldown, uint128 maxTrade, uint128 ripcordMaxTrade, uint128 ripcordReward))",
]);
const BASIS = new Interface([
  "function getConfig() view returns ((uint64 targetHedge, uint64 minHedge, uint64 maxHedge, uint64 openHedge, uint64 marginRatio, uint64 minMarginRatio, uint16 slippage, uint16 openSlippage, uint16 idleShare, uint16 parkedShare, uint32 cooldown, uint32 openCooldown, uint128 maxTrade, uint128 openMaxTrade, uint128 openReward, uint8 rule))",
]);

/** What shares of a vault cost and how long a redemption waits. Fees [bps], patience [seconds]. */
export interface VaultTerms {
  readonly entryFee: bigint;
  readonly exitFee: bigint;
  readonly managementFee: bigint;
  readonly performanceFee: bigint;
  readonly patience: bigint;
  /** Whether anybody receives the fees on time and gains. */
  readonly isCharged: boolean;
}

/** How a loop vault steers, as the chain has it. Leverage [wad], shares of things [bps], trades [asset]. */
export interface LoopSettings {
  readonly kind: "loop";
  readonly targetLeverage: bigint;
  readonly minLeverage: bigint;
  readonly maxLeverage: bigint;
  readonly ripcordLeverage: bigint;
  readonly recenteringSpeed: bigint;
  readonly slippage: bigint;
  readonly ripcordSlippage: bigint;
  readonly idleShare: bigint;
  readonly cooldown: bigint;
  readonly ripcordCooldown: bigint;
  readonly maxTrade: bigint;
  readonly ripcordMaxTrade: bigint;
  readonly ripcordReward: bigint;
}

/** How a basis vault steers, as the chain has it. Ratios [wad], shares of things [bps], trades [asset]. */
export interface BasisSettings {
  readonly kind: "basis";
  readonly targetHedge: bigint;
  readonly minHedge: bigint;
  readonly maxHedge: bigint;
  readonly openHedge: bigint;
  readonly marginRatio: bigint;
  readonly minMarginRatio: bigint;
  readonly slippage: bigint;
  readonly openSlippage: bigint;
  readonly idleShare: bigint;
  readonly parkedShare: bigint;
  readonly cooldown: bigint;
  readonly openCooldown: bigint;
  readonly maxTrade: bigint;
  readonly openMaxTrade: bigint;
  readonly openReward: bigint;
  /** 0: goes short again; 1: sells the spot that nothing hedges. */
  readonly rule: bigint;
}

export const TERMS_CALL = VAULT.encodeFunctionData("getTerms");
export const SETTINGS_CALL = LOOP.encodeFunctionData("getConfig");

export function readTerms(answer: string): VaultTerms {
  const [terms] = VAULT.decodeFunctionResult("getTerms", answer);
  const { feeRecipient, ...rest } = terms.toObject() as Record<string, bigint> & { feeRecipient: string };
  return { ...(rest as Omit<VaultTerms, "isCharged">), isCharged: BigInt(feeRecipient) !== 0n };
}

export function readSettings(kind: "loop" | "basis", answer: string): LoopSettings | BasisSettings {
  const [config] = (kind === "loop" ? LOOP : BASIS).decodeFunctionResult("getConfig", answer);
  return { kind, ...config.toObject() };
}
