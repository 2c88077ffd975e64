import type { PerpTerms } from "../../src/model/perps/terms.ts";
import { parseWad, WAD } from "../../src/units.ts";

/** USDC's unit. */
export const USDC_UNIT = 10n ** 6n;

/** ETH on Synthetix v3 as SCCP-347 has it, without caps, windows and rewards. Money in units of USDC. */
export const SAMPLE_TERMS: PerpTerms = {
  trading: {
    skewScale: 350_000n * WAD,
    makerFee: parseWad("0.02%"),
    takerFee: parseWad("0.06%"),
    maxSize: 0n,
    maxValue: 0n,
    settlementDelay: 0n,
    settlementWindow: 0n,
    settlementReward: 0n,
    maxPriceAge: 0n,
    maxLiquidationPriceAge: 0n,
  },
  margin: {
    initialRatio: parseWad("2%"),
    initialSlope: parseWad("0.744"),
    maintenanceScalar: parseWad("0.333"),
    minPositionMargin: 50n * USDC_UNIT,
    openInterestLower: 0n,
    openInterestUpper: 0n,
  },
  funding: { rule: "velocity", maxVelocity: 9n * WAD, interest: 0n, clamp: 0n, cap: 0n, premiumWindow: 0n },
  liquidation: {
    price: "mark",
    flagReward: 0n,
    minReward: 0n,
    maxReward: 0n,
    rewardRatio: 0n,
    penalty: 0n,
    partialShare: WAD,
    partialAbove: 0n,
    partialFloor: 0n,
    partialCap: 0n,
    cooldown: 0n,
    repeatPartial: false,
    windowSize: 0n,
    windowSeconds: 0n,
    maxSkewInWindow: 0n,
    backstop: 0n,
    insuranceBlockCap: 0n,
  },
  adl: {
    policy: "hyperliquid-queue",
    price: "bankruptcy",
    scope: "position",
    severity: WAD,
    poolTrigger: 0n,
    poolTarget: 0n,
  },
  markRule: "index",
};

/** The sample with some terms replaced. */
export function sampleTerms(changes: {
  readonly trading?: Partial<PerpTerms["trading"]>;
  readonly margin?: Partial<PerpTerms["margin"]>;
  readonly funding?: Partial<PerpTerms["funding"]>;
  readonly liquidation?: Partial<PerpTerms["liquidation"]>;
  readonly adl?: Partial<PerpTerms["adl"]>;
  readonly markRule?: PerpTerms["markRule"];
}): PerpTerms {
  return {
    trading: { ...SAMPLE_TERMS.trading, ...changes.trading },
    margin: { ...SAMPLE_TERMS.margin, ...changes.margin },
    funding: { ...SAMPLE_TERMS.funding, ...changes.funding },
    liquidation: { ...SAMPLE_TERMS.liquidation, ...changes.liquidation },
    adl: { ...SAMPLE_TERMS.adl, ...changes.adl },
    markRule: changes.markRule ?? SAMPLE_TERMS.markRule,
  };
}
