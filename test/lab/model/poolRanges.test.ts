import { expect } from "chai";
import { poolFromPositions } from "../../../src/model/poolFromPositions.ts";
import { poolRanges } from "../../../src/model/poolRanges.ts";
import type { PoolState } from "../../../src/model/swap.ts";

const POSITIONS = [
  { tickLower: -6_000, tickUpper: 6_000, liquidity: 5n },
  { tickLower: -600, tickUpper: 60, liquidity: 30n },
  { tickLower: 1_200, tickUpper: 1_800, liquidity: 200n },
];
const whole = poolFromPositions(1n << 96n, 3_000, 60, POSITIONS);

describe("poolRanges", () => {
  it("lays positions side by side", () => {
    expect(
      poolRanges(whole).map(({ tickLower, tickUpper, liquidity }) => [tickLower, tickUpper, liquidity]),
    ).to.deep.equal([
      [-6_000, -600, 5n],
      [-600, 60, 35n],
      [60, 1_200, 5n],
      [1_200, 1_800, 205n],
      [1_800, 6_000, 5n],
    ]);
  });

  it("keeps what began and ends beyond the ticks that are known", () => {
    const known = { from: -1_000, to: 1_500 };
    // A partial state may name ticks of which it holds nothing.
    const ticks = whole.ticks.map((tick) => (Math.abs(tick.index) > 1_500 ? { ...tick, liquidityNet: 0n } : tick));
    const partial: PoolState = { ...whole, ticks, known };

    expect(
      poolRanges(partial).map(({ tickLower, tickUpper, liquidity }) => [tickLower, tickUpper, liquidity]),
    ).to.deep.equal([
      [-1_000, -600, 5n],
      [-600, 60, 35n],
      [60, 1_200, 5n],
      [1_200, 1_500, 205n],
    ]);
  });
});
