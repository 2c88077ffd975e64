import type { AdlTerms } from "../../src/model/perps/terms.ts";
import { parseWad, WAD } from "../../src/units.ts";
import type { PerpListings } from "./perpExchange.ts";
import { sampleTerms } from "./samplePerpTerms.ts";

const DOLLAR = 10n ** 8n;

/** Two markets and two collaterals that between them use every rule of the exchange. */
export function parityListings(
  quoteDecimals: number,
  adl: readonly [Partial<AdlTerms>, Partial<AdlTerms>],
): PerpListings {
  const unit = 10n ** BigInt(quoteDecimals);
  const eth = sampleTerms({
    trading: { skewScale: 20_000n * WAD, maxSize: 900n * WAD },
    margin: {
      minPositionMargin: 20n * unit,
      initialSlope: parseWad("0.2"),
      initialRatio: parseWad("4%"),
      maintenanceScalar: parseWad("0.7"),
    },
    funding: { maxVelocity: parseWad("0.7") },
    liquidation: {
      ...{ flagReward: parseWad("0.03%"), minReward: unit, maxReward: 40n * unit, rewardRatio: parseWad("0.05%") },
      ...{ penalty: parseWad("0.4%"), windowSize: 25n * WAD, windowSeconds: 40n, maxSkewInWindow: parseWad("0.5%") },
    },
    adl: adl[0],
  });
  const btc = sampleTerms({
    trading: { skewScale: 1_000n * WAD, makerFee: 0n, takerFee: parseWad("0.05%"), maxValue: 3_000_000n * unit },
    margin: {
      ...{ initialRatio: parseWad("5%"), initialSlope: 0n, maintenanceScalar: parseWad("80%"), minPositionMargin: 0n },
      ...{ openInterestLower: 200_000n * unit, openInterestUpper: 9_000_000n * unit },
    },
    funding: {
      ...{ rule: "clamped-premium", maxVelocity: 0n, interest: parseWad("0.01%"), clamp: parseWad("0.05%") },
      ...{ cap: parseWad("2%"), premiumWindow: 900n },
    },
    liquidation: {
      ...{ price: "fill", penalty: parseWad("1.5%"), partialShare: parseWad("20%"), partialAbove: 10_000n * unit },
      ...{ partialFloor: 2_000n * unit, partialCap: 60_000n * unit, cooldown: 30n, backstop: parseWad("40%") },
      ...{ insuranceBlockCap: 2_000n * unit },
    },
    adl: adl[1],
    markRule: "median",
  });
  return {
    quoteDecimals,
    pool: { feeShare: parseWad("63%"), maxProfitForWithdrawal: parseWad("45%"), maxProfitForPayout: parseWad("60%") },
    markets: [
      { terms: eth, price: 4_000n * DOLLAR },
      { terms: btc, price: 120_000n * DOLLAR, spot: 120_100n * DOLLAR },
    ],
    collaterals: [
      {
        terms: { haircut: parseWad("10%"), cap: 0n, saleDiscount: parseWad("2%"), decimals: 18 },
        price: 4_000n * DOLLAR,
      },
      {
        terms: { haircut: parseWad("5%"), cap: 40n * 10n ** 8n, saleDiscount: parseWad("1%"), decimals: 8 },
        price: 120_000n * DOLLAR,
      },
    ],
  };
}
