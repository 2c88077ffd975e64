import { expect } from "chai";
import fc from "fast-check";
import { abs } from "../../../src/units.ts";
import { interleave } from "../../../src/world/interleave.ts";
import { randomStream } from "../../../src/world/random.ts";
import type { TraderPlan } from "../../../src/world/traderPlans.ts";
import { address } from "../../support/tinyEconomy.ts";

const order = fc.record({
  market: fc.integer({ min: 0, max: 1 }),
  sizeDelta: fc.bigInt({ min: -1000n, max: 1000n }).filter((size) => size !== 0n),
});
const plans = fc
  .array(fc.array(order, { minLength: 1, maxLength: 2 }), { maxLength: 30 })
  .map((all) => all.map((orders, i): TraderPlan => ({ ...holder(i), orders })));

function holder(i: number): Pick<TraderPlan, "holder" | "deposits"> {
  return { holder: { address: address(i + 1), group: "some", kind: "trader" }, deposits: {} };
}

const text = ({ account, market, sizeDelta }: { account: string; market: number; sizeDelta: bigint }) =>
  `${account} ${market} ${sizeDelta}`;

describe("interleave", () => {
  it("places every order once", () => {
    fc.assert(
      fc.property(plans, fc.nat(1000), (all, seed) => {
        const planned = all.flatMap(({ holder: { address: account }, orders }) =>
          orders.map((each) => text({ account, ...each })),
        );

        expect(interleave(all, randomStream(seed, "test")).map(text).sort()).to.deep.equal(planned.sort());
      }),
    );
  });

  it("keeps the skew below one order's size until the smaller side is through, and lets it grow one way after", () => {
    fc.assert(
      fc.property(plans, fc.nat(1000), (all, seed) => {
        const placed = interleave(all, randomStream(seed, "test"));
        for (const market of [0, 1]) {
          const sizes = placed.filter((each) => each.market === market).map(({ sizeDelta }) => sizeDelta);
          const largest = sizes.reduce((most, size) => (abs(size) > most ? abs(size) : most), 0n);
          const through = Math.min(lastOf(sizes, true), lastOf(sizes, false));
          let skew = 0n;
          sizes.forEach((size, i) => {
            skew += size;
            if (i <= through) expect(abs(skew) <= largest, `skew ${skew} of ${largest}`).to.equal(true);
          });
        }
      }),
    );
  });

  it("lets the seed, not the order of the groups, say who opens last", () => {
    const all = Array.from(
      { length: 40 },
      (_, i): TraderPlan => ({ ...holder(i), orders: [{ market: 0, sizeDelta: 1n }] }),
    );
    const last = (seed: number) => interleave(all, randomStream(seed, "test")).at(-1)?.account;

    expect(new Set([1, 2, 3, 4, 5].map(last)).size).to.be.greaterThan(1);
    expect(last(3)).to.equal(last(3));
  });
});

function lastOf(sizes: readonly bigint[], long: boolean): number {
  return sizes.findLastIndex((size) => size > 0n === long);
}
