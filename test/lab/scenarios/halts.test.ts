import { expect } from "chai";
import type { Summary } from "../../../src/analysis/summary.ts";
import { treatedOutcome } from "../../support/outcomeOf.ts";

const HALT = ["price-halt-liquidations"];

/** A scenario's summary without and with the halt. */
async function both(scenario: string): Promise<[Summary, Summary]> {
  const free = await treatedOutcome(scenario, []);
  const halted = await treatedOutcome(scenario, HALT);
  expect(free.failures).to.deep.equal([]);
  return [free.summary, halted.summary];
}

describe("a halt of liquidations", function () {
  this.timeout(240_000);

  it("saves every borrower from a fall that is over before it is", async () => {
    const [free, halted] = await both("wick");
    expect(free.liquidations.accounts).to.be.greaterThan(40);
    expect(halted.liquidations.count).to.equal(0);
    expect(halted.badDebtUsd).to.deep.include({ recognised: "0.00", economic: "0.00" });
    expect(Number(halted.users.lossUsd)).to.be.below(Number(free.users.lossUsd));
    expect(halted.controls.heldLiquidations.accounts).to.be.greaterThan(30);
  });

  it("turns a fall that goes on into bad debt, of which there is none without", async () => {
    const [free, halted] = await both("slide");
    expect(free.badDebtUsd).to.deep.include({ recognised: "0.00", economic: "0.00" });
    expect(Number(halted.badDebtUsd.recognised)).to.be.greaterThan(1_000_000);
    expect(halted.controls.heldLiquidations.accounts).to.be.greaterThan(30);
    expect(halted.controls.haltedBlocks).to.be.greaterThan(24);
  });
});
