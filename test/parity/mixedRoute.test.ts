import { expect } from "chai";
import fc from "fast-check";
import { readPool } from "../../src/fork/readPool.ts";
import { pairState } from "../../src/model/pair.ts";
import { quoteExactIn, quoteExactOut } from "../../src/model/path.ts";
import type { Chain } from "../../src/world/chain.ts";
import {
  buyOnChain,
  deployMixedPools,
  encodeSteps,
  hopsOf,
  type MixedPools,
  reservesOf,
  reversed,
  type Step,
  sellOnChain,
} from "../support/mixedPools.ts";

const TRADES = 40;
const EVERY_WORD = 200;
const DEEP = process.env.FAULTLINE_EFFORT === "deep";

const anyTrade = fc.record({
  first: fc.boolean(),
  second: fc.boolean(),
  rising: fc.boolean(),
  exactIn: fc.boolean(),
  digits: fc.integer({ min: 6, max: 23 }),
  lead: fc.integer({ min: 1, max: 9 }),
});

describe("routes over Uniswap v3 and v2 together", () => {
  let fixture: MixedPools;
  before(async () => {
    fixture = await deployMixedPools([10n ** 24n, 3n * 10n ** 24n]);
  });

  async function statesNow() {
    const { provider } = fixture.ethers;
    const chain = { request: (method: string, params: unknown[]) => provider.send(method, params) } as unknown as Chain;
    return {
      pools: await Promise.all(fixture.pools.map(({ target }) => readPool(chain, String(target), EVERY_WORD))),
      pairs: await Promise.all(fixture.pairs.map(async (pair) => pairState(await reservesOf(pair)))),
    };
  }

  it("give what the model says, by router and quoter alike, to the unit", async () => {
    for (const drawn of fc.sample(anyTrade, { numRuns: DEEP ? 10 * TRADES : TRADES, seed: 23 })) {
      const steps: Step[] = [
        { from: 0, to: 1, overPair: drawn.first },
        { from: 1, to: 2, overPair: drawn.second },
      ];
      const route = drawn.rising ? steps : reversed(steps);
      const size = BigInt(drawn.lead) * 10n ** BigInt(drawn.digits);
      const hops = hopsOf(fixture, route, await statesNow());
      const { amountIn, amountOut } = (drawn.exactIn ? quoteExactIn : quoteExactOut)(hops, size);
      const quoted = drawn.exactIn
        ? await fixture.quoter.quoteExactInput.staticCall(encodeSteps(fixture, route), size)
        : await fixture.quoter.quoteExactOutput.staticCall(encodeSteps(fixture, reversed(route)), size);
      const real = await (drawn.exactIn ? sellOnChain : buyOnChain)(fixture, route, size);

      expect(real, JSON.stringify(drawn)).to.deep.equal({ paid: amountIn, received: amountOut });
      expect(quoted).to.equal(drawn.exactIn ? amountOut : amountIn);
      for (const token of fixture.tokens) expect(await token.balanceOf(fixture.router.target)).to.equal(0n);
    }
  });
});
