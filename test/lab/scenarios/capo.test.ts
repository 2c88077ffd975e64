import { expect } from "chai";
import type { RunOutcome } from "../../../src/lab/runWorld.ts";
import { outcomeOf } from "../../support/outcomeOf.ts";

/** Seized in all, true ratio and capped one, as published; the bonus is 1 %, of which a tenth is the venue's. */
const [SEIZED, RATIO, CAP, BONUS] = [10_938, 1.229, 1.1939, 0.01];
const WETH_USD = 2_000;

describe("capo-2026-03-10", function () {
  this.timeout(120_000);
  let outcome: RunOutcome;

  before(async () => {
    outcome = await outcomeOf("capo-2026-03-10");
  });

  it("keeps its own expectations", () => expect(outcome.failures).to.deep.equal([]));

  it("hands to liquidators what the published arithmetic says, 499.9 ETH, within a hundredth of one", () => {
    const bonus = SEIZED - SEIZED / (1 + BONUS);
    const gain = SEIZED * RATIO - (SEIZED * CAP) / (1 + BONUS) - 0.1 * bonus * RATIO;
    const { bonuses } = outcome.summary.attribution.liquidators as { bonuses: string };
    expect(gain).to.be.closeTo(499.91, 0.01);
    expect(Number(bonuses) / WETH_USD).to.be.closeTo(gain, 0.01);
  });

  it("liquidates every loop within the cap's error and nobody above it", () => {
    const groups = outcome.rows.flatMap((row) => (row.kind === "liquidation" ? [row.group] : []));
    expect(groups).to.have.length(34);
    expect(new Set(groups)).to.deep.equal(new Set(["e-mode-loops"]));
  });

  it("leaves no bad debt", () => {
    const { recognised, economic, ultimate } = outcome.summary.badDebtUsd;
    expect([recognised, economic, ultimate]).to.deep.equal(["0.00", "0.00", "0.00"]);
  });
});
