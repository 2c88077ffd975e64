import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import type { AccountRow } from "../../src/trace/lendingRow.ts";

/** A made-up position; amounts in whole tokens. */
export interface SamplePosition {
  account: string;
  group: string;
  collateralAsset: string;
  debtAsset: string;
  collateral: number;
  debt: number;
  threshold: number;
}

export const DECIMALS: Record<string, number> = { WETH: 18, wstETH: 18, USDC: 6 };

const GROUPS = [
  { group: "borrowers", collateralAsset: "WETH", debtAsset: "USDC", threshold: 0.83, low: 1.2, high: 4.3, share: 0.6 },
  { group: "loopers", collateralAsset: "wstETH", debtAsset: "USDC", threshold: 0.81, low: 2.2, high: 4.4, share: 0.25 },
  { group: "e-mode", collateralAsset: "wstETH", debtAsset: "WETH", threshold: 0.955, low: 4, high: 13, share: 0.15 },
] as const;

/** A book of positions whose sizes span three orders of magnitude. */
export function sampleBook(rng: RandomGenerator, size: number, prices: Record<string, number>): SamplePosition[] {
  return Array.from({ length: size }, (_, index) => {
    const pick = uniformFloat64(rng);
    const group = pick < 0.6 ? GROUPS[0] : pick < 0.85 ? GROUPS[1] : GROUPS[2];
    const leverage = group.low + (group.high - group.low) * uniformFloat64(rng) ** 1.4;
    const equityUsd = 8_000 * 10 ** (2.2 * uniformFloat64(rng) ** 1.6);
    return {
      account: hex(rng, 40),
      group: group.group,
      collateralAsset: group.collateralAsset,
      debtAsset: group.debtAsset,
      collateral: (equityUsd * leverage) / price(prices, group.collateralAsset),
      debt: (equityUsd * (leverage - 1)) / price(prices, group.debtAsset),
      threshold: group.threshold - (index % 3) * 0.005,
    };
  });
}

export function healthFactor(position: SamplePosition, prices: Record<string, number>): number {
  if (position.debt <= 0) return Number.POSITIVE_INFINITY;
  const collateralUsd = position.collateral * price(prices, position.collateralAsset);
  return (collateralUsd * position.threshold) / (position.debt * price(prices, position.debtAsset));
}

export function accountRow(
  position: SamplePosition,
  phase: "start" | "end",
  prices: Record<string, number>,
): AccountRow {
  const collateralUsd = position.collateral * price(prices, position.collateralAsset);
  const debtUsd = position.debt * price(prices, position.debtAsset);
  return {
    kind: "account",
    phase,
    account: position.account,
    group: position.group,
    looping: position.group !== "borrowers",
    eMode: position.group === "e-mode" ? 1 : 0,
    collateral: { [position.collateralAsset]: units(position.collateral, position.collateralAsset) },
    debt: { [position.debtAsset]: units(position.debt, position.debtAsset) },
    collateralUsd: collateralUsd.toFixed(2),
    debtUsd: debtUsd.toFixed(2),
    healthFactor: six(healthFactor(position, prices)),
    leverage: six(collateralUsd > debtUsd ? collateralUsd / (collateralUsd - debtUsd) : Number.POSITIVE_INFINITY),
  };
}

export function price(prices: Record<string, number>, asset: string): number {
  return prices[asset] ?? 0;
}

export function units(amount: number, asset: string): string {
  return (BigInt(Math.round(amount * 1e6)) * 10n ** BigInt((DECIMALS[asset] ?? 6) - 6)).toString();
}

export function six(value: number): string {
  return Number.isFinite(value) ? value.toFixed(6) : "inf";
}

export function hex(rng: RandomGenerator, digits: number): string {
  const digit = () => Math.floor(uniformFloat64(rng) * 16).toString(16);
  return `0x${Array.from({ length: digits }, digit).join("")}`;
}
