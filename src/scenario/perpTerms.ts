import type { PerpTerms } from "../model/perps/terms.ts";
import type { CollateralTerms } from "../model/perps/venueTerms.ts";
import { rescale, WAD } from "../units.ts";
import type { PerpCollateralConfig, PerpMarketConfig } from "./perpSchema.ts";

/** A market's terms as the exchange takes them. USD become units of the quote token, of `quoteUnit` each, down. */
export function perpTerms(config: PerpMarketConfig, quoteUnit: bigint): PerpTerms {
  const { trading, margin, funding, liquidation, adl, mark } = config;
  const quote = (usd: bigint) => (usd * quoteUnit) / WAD;
  return {
    trading: {
      skewScale: trading.skewScale,
      makerFee: trading.makerFee,
      takerFee: trading.takerFee,
      maxSize: trading.maxSize,
      maxValue: quote(trading.maxValueUsd),
      settlementDelay: BigInt(trading.settlementDelay),
      settlementWindow: BigInt(trading.settlementWindow),
      settlementReward: quote(trading.settlementRewardUsd),
      maxPriceAge: BigInt(trading.maxPriceAge),
      maxLiquidationPriceAge: BigInt(trading.maxLiquidationPriceAge),
    },
    margin: {
      initialRatio: margin.initialRatio,
      initialSlope: margin.initialSlope,
      maintenanceScalar: margin.maintenanceScalar,
      minPositionMargin: quote(margin.minPositionMarginUsd),
      openInterestLower: quote(margin.openInterestLowerUsd),
      openInterestUpper: quote(margin.openInterestUpperUsd),
    },
    funding: { ...funding, premiumWindow: BigInt(funding.premiumWindow) },
    liquidation: {
      price: liquidation.price,
      flagReward: liquidation.flagReward,
      minReward: quote(liquidation.minRewardUsd),
      maxReward: quote(liquidation.maxRewardUsd),
      rewardRatio: liquidation.rewardRatio,
      penalty: liquidation.penalty,
      partialShare: liquidation.partialShare,
      partialAbove: quote(liquidation.partialAboveUsd),
      partialFloor: quote(liquidation.partialFloorUsd),
      partialCap: quote(liquidation.partialCapUsd),
      cooldown: BigInt(liquidation.cooldown),
      repeatPartial: liquidation.repeatPartial,
      windowSize: liquidation.windowSize,
      windowSeconds: BigInt(liquidation.windowSeconds),
      maxSkewInWindow: liquidation.maxSkewInWindow,
      backstop: liquidation.backstop,
      insuranceBlockCap: quote(liquidation.insuranceBlockCapUsd),
    },
    adl,
    markRule: mark,
  };
}

/** A collateral's terms as the exchange takes them; the cap in the token's smallest units. */
export function collateralTerms(config: PerpCollateralConfig, decimals: number): CollateralTerms {
  const { haircut, cap, saleDiscount } = config;
  return { haircut, cap: rescale(cap, 18, decimals), saleDiscount, decimals };
}
