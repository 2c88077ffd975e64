import type { Curve } from "../../src/fork/curve/curveSchema.ts";
import { formatDecimal, WAD } from "../../src/units.ts";

const POOL = `0x${"a1".repeat(20)}`;
const ASSETS = ["WETH", "wstETH", "WBTC", "LINK", "AAVE", "UNI"].map((symbol, index) => ({
  symbol,
  asset: `0x${String(index).repeat(40)}`,
}));
const STEPS = 10;

/** A curve over a fall of WETH by half: wstETH follows, others secure debts beside it, the last steps leave a shortfall. */
export function sampleCurve(over: Partial<Curve> = {}): Curve {
  return {
    curve: 1,
    version: "0.0.0",
    chainId: 1,
    pool: POOL,
    block: 21_000_000,
    blockHash: `0x${"b2".repeat(32)}`,
    timestamp: 1_729_300_000,
    foundAt: 21_000_000,
    asset: "WETH",
    by: "pool",
    movers: [
      { ...ASSETS[0]!, because: "asked" },
      { ...ASSETS[1]!, because: "follows" },
    ],
    unit: "100000000",
    borrowers: 4_210,
    debtValue: "8123456789.01",
    complete: true,
    points: Array.from({ length: STEPS + 1 }, (_, step) => pointAt(step)),
    ...over,
  };
}

function pointAt(step: number): Curve["points"][number] {
  const left = 1 - step / (2 * STEPS);
  const accounts = step * step * 20;
  const underwater = Math.max(0, step - 7) * 60;
  return {
    change: formatDecimal((-WAD * BigInt(step)) / BigInt(2 * STEPS), 18),
    prices: { WETH: (2_600 * left).toFixed(2), wstETH: (3_080 * left).toFixed(2) },
    accounts,
    debtValue: (accounts * 290_000).toFixed(2),
    collateralValue: (accounts * 600_000 * left).toFixed(2),
    insolvent: { accounts: underwater, shortfall: (underwater * 42_000).toFixed(2) },
    oneCall: {
      debtValue: (accounts * 150_000).toFixed(2),
      collateralValue: (accounts * 158_000).toFixed(2),
    },
    collateral: ASSETS.map(({ symbol, asset }, index) => ({
      symbol,
      asset,
      amount: String(accounts * (6 - index)),
      value: ((accounts * 600_000 * left * (6 - index)) / 21).toFixed(2),
    })),
  };
}
