import { expect } from "chai";
import fc from "fast-check";
import { openingBatches } from "../../../src/world/openingBatches.ts";

interface Plan {
  gas: number;
  trades: boolean;
}

const plans = fc.array(fc.record({ gas: fc.integer({ min: 1, max: 60 }), trades: fc.boolean() }), { maxLength: 700 });
const callsOf = ({ gas }: Plan) => [{ from: "", to: "", data: "", gas }];
const batchesOf = (all: readonly Plan[]) => openingBatches(all, callsOf, ({ trades }) => trades, 100);

describe("openingBatches", () => {
  it("keeps every plan, in its order", () => {
    fc.assert(
      fc.property(plans, (all) => {
        expect(batchesOf(all).flatMap((batch) => batch.plans)).to.deep.equal(all);
      }),
    );
  });

  it("fits a batch in which one trades into a block, by the limits of its calls", () => {
    fc.assert(
      fc.property(plans, (all) => {
        for (const { plans: batch, calls } of batchesOf(all)) {
          const trading = batch.findIndex(({ trades }) => trades);
          if (trading < 0) continue;
          expect(calls.reduce((sum, { gas }) => sum + gas, 0)).to.be.at.most(100);
        }
      }),
    );
  });

  it("sends at most 200 plans together", () => {
    fc.assert(fc.property(plans, (all) => batchesOf(all).every((batch) => batch.plans.length <= 200)));
  });
});
