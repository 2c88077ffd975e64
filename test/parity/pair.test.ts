import { expect } from "chai";
import fc from "fast-check";
import { pairState } from "../../src/model/pair.ts";
import { type SwapOrder, swap } from "../../src/model/swap.ts";
import { buyOnChain, deployMixedPools, type MixedPools, reservesOf, sellOnChain } from "../support/mixedPools.ts";

const SWAPS = 60;
const DEEP = process.env.FAULTLINE_EFFORT === "deep";

/** From one unit to more than the pair holds, both ways, exact in and out. */
const anyOrder = fc.record({
  zeroForOne: fc.boolean(),
  exactIn: fc.boolean(),
  digits: fc.integer({ min: 1, max: 27 }),
  lead: fc.integer({ min: 1, max: 9_999 }),
});
const anyMove = fc.record({
  perMille: fc.integer({ min: 200, max: 4_000 }),
  share: fc.integer({ min: 1, max: 1_000 }),
});

for (const reserves of [
  [10n ** 24n, 3n * 10n ** 12n],
  [987_654_321n, 1_234_567_890_123_456_789_012n],
] as const) {
  describe(`swapPair against a real Uniswap v2 pair of ${reserves.join(" and ")}`, () => {
    let fixture: MixedPools;
    let pair: MixedPools["pairs"][number];
    before(async () => {
      fixture = await deployMixedPools(reserves);
      pair = fixture.pairs[0] as typeof pair;
    });

    it(`agrees to the unit over random swaps through the router`, async () => {
      let traded = 0;
      for (const drawn of fc.sample(anyOrder, { numRuns: DEEP ? 10 * SWAPS : SWAPS, seed: 7 })) {
        const size = BigInt(drawn.lead) * 10n ** BigInt(drawn.digits - 1);
        const order: SwapOrder = { zeroForOne: drawn.zeroForOne, amount: drawn.exactIn ? size : -size };
        const expected = swap(pairState(await reservesOf(pair)), order);
        const step = { from: drawn.zeroForOne ? 0 : 1, to: drawn.zeroForOne ? 1 : 0, overPair: true };
        const real = await (drawn.exactIn ? sellOnChain : buyOnChain)(fixture, [step], size);

        const whole = drawn.exactIn ? expected.amountIn === size : expected.amountOut === size;
        expect(real, JSON.stringify(drawn)).to.deep.equal(
          whole ? { paid: expected.amountIn, received: expected.amountOut } : undefined,
        );
        if (!whole) continue;
        traded++;
        expect(await reservesOf(pair)).to.deep.equal(expected.pool.reserves);
      }
      expect(traded).to.be.greaterThan(SWAPS / 4);
    });

    it("agrees to the unit with what brings the pair to a price, and is there to a millionth", async () => {
      for (const { perMille, share } of fc.sample(anyMove, { numRuns: SWAPS / 2, seed: 11 })) {
        const state = pairState(await reservesOf(pair));
        const target = (state.sqrtPriceX96 * BigInt(perMille)) / 1_000n;
        if (target === state.sqrtPriceX96) continue;
        const zeroForOne = target < state.sqrtPriceX96;
        const amount = (reserves[zeroForOne ? 0 : 1] * BigInt(share)) / 500n;
        const bounded = swap(state, { zeroForOne, amount, sqrtPriceLimitX96: target });
        const least = (a: bigint, b: bigint) => (a < b ? a : b);
        const whole = swap(state, { zeroForOne, amount: 1n << 200n, sqrtPriceLimitX96: target });

        await fixture.market.reprice(pair.target, target);
        expect(await reservesOf(pair), "moved").to.deep.equal(whole.pool.reserves);
        const off = whole.pool.sqrtPriceX96 - target;
        expect(off >= 0n === zeroForOne || off === 0n, "stops before it").to.equal(true);
        expect((off < 0n ? -off : off) < target / 1_000_000n, "is there").to.equal(true);
        expect(bounded).to.deep.equal(swap(state, { zeroForOne, amount: least(amount, whole.amountIn) }));
      }
    });
  });
}
