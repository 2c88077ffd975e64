import { expect } from "chai";
import fc from "fast-check";
import { pairState } from "../../src/model/pair.ts";
import { swap } from "../../src/model/swap.ts";
import { MAX_SQRT_PRICE, MIN_SQRT_PRICE, Q96 } from "../../src/model/tickMath.ts";
import { sqrtDown } from "../../src/model/transcendental.ts";
import { deployMixedPools, type MixedPools, reservesOf } from "../support/mixedPools.ts";

const DEEP = process.env.FAULTLINE_EFFORT === "deep";
const MOVES = DEEP ? 400 : 40;
/** A pair holds no more of a token than this. */
const MOST = (1n << 112n) - 1n;

const digits = () => fc.integer({ min: 1, max: 33 });
const anyMove = fc.record({
  digits: fc.tuple(digits(), digits()),
  lead: fc.integer({ min: 1, max: 5 }),
  place: fc.constantFrom("low end", "high end", "where the pair is full"),
  zeroForOne: fc.boolean(),
  /** Powers of two from an end, or units from where the pair is full. */
  off: fc.integer({ min: 0, max: 20 }),
});
type Move = typeof anyMove extends fc.Arbitrary<infer T> ? T : never;

/** The price at which a pair holds all that it can of what goes in, about. */
function priceWhenFull([reserve0, reserve1]: readonly [bigint, bigint], zeroForOne: boolean): bigint {
  const [r, s] = zeroForOne ? [reserve0, reserve1] : [reserve1, reserve0];
  const x = MOST - r;
  const aim = (997n * x * x + 1_997n * r * x + 1_000n * r * r) / (1_000n * r);
  return zeroForOne ? sqrtDown((s * Q96 * Q96) / aim) : sqrtDown((aim * Q96 * Q96) / s);
}

function limitOf({ place, zeroForOne, off }: Move, reserves: readonly [bigint, bigint]): bigint {
  if (place === "low end") return (MIN_SQRT_PRICE + 1n) << BigInt(off);
  if (place === "high end") return (MAX_SQRT_PRICE - 1n) >> BigInt(off);
  const wanted = priceWhenFull(reserves, zeroForOne) + BigInt(off - 10);
  if (wanted <= MIN_SQRT_PRICE) return MIN_SQRT_PRICE + 1n;
  return wanted >= MAX_SQRT_PRICE ? MAX_SQRT_PRICE - 1n : wanted;
}

describe("a Uniswap v2 pair brought to prices near the ends of the grid", () => {
  let fixture: MixedPools;
  before(async () => {
    fixture = await deployMixedPools([2_000n, 2_000n]);
    for (const token of fixture.tokens) await token.mint(fixture.market.target, MOST);
  });

  it("goes as far as it has room, to the unit as the model does", async () => {
    const { ethers, tokens, market } = fixture;
    const pair = fixture.pairs[0] as MixedPools["pairs"][number];
    const ends = { full: 0, short: 0 };
    for (const drawn of fc.sample(anyMove, { numRuns: MOVES, seed: 5 })) {
      const snapshot = await ethers.provider.send("evm_snapshot", []);
      for (const [i, digit] of drawn.digits.entries()) {
        await tokens[i as 0 | 1].mint(pair.target, BigInt(drawn.lead) * 10n ** BigInt(digit));
      }
      await pair.getFunction("sync")();
      const state = pairState(await reservesOf(pair));
      const target = limitOf(drawn, await reservesOf(pair));
      const zeroForOne = target < state.sqrtPriceX96;
      const expected = swap(state, { zeroForOne, amount: 1n << 255n, sqrtPriceLimitX96: target });

      await market.reprice(pair.target, target);
      const after = await reservesOf(pair);
      expect(after, JSON.stringify(drawn)).to.deep.equal(expected.pool.reserves);
      ends[after.includes(MOST) ? "full" : "short"]++;
      await ethers.provider.send("evm_revert", [snapshot]);
    }
    expect(Math.min(ends.full, ends.short)).to.be.greaterThan(MOVES / 8);
  });
});
