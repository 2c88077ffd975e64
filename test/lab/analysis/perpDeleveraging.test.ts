import { expect } from "chai";
import fc from "fast-check";
import { concentrationOf } from "../../../src/analysis/concentration.ts";
import { perpDeleveraging } from "../../../src/analysis/perpDeleveraging.ts";
import { adl, adlRound, perpAccount, perpLiquidation, position } from "../../support/perpRows.ts";
import { block, measure } from "./rows.ts";

describe("deleveraging", () => {
  it("measures the time to the first deleveraging from the first liquidation, on the chain's clock", () => {
    const rows = [
      perpLiquidation({ stage: "flag", block: 1 }),
      block({}, { block: 1, time: 1000 }),
      perpLiquidation({ block: 3 }),
      block({}, { block: 3, time: 1009 }),
      adl({ block: 24 }),
      block({}, { block: 24, time: 1072 }),
      adl({ block: 25 }),
      block({}, { block: 25, time: 1075 }),
    ];

    expect(measure(perpDeleveraging(), rows).secondsToFirstAdl).to.equal(63);
    expect(measure(perpDeleveraging(), rows.slice(0, 4)).secondsToFirstAdl).to.equal(null);
  });

  it("shares accounts, not acts, and takes them as they stood the first time", () => {
    const rows = [
      adl({ account: "a" }),
      adl({ account: "a", accountInProfit: false }),
      adl({ account: "b", accountInProfit: false }),
      adl({ account: "c" }),
      adl({ account: "d" }),
    ];

    expect(measure(perpDeleveraging(), rows)).to.deep.include({
      deleveragedAccounts: 4,
      deleveragedInProfitShare: 0.75,
    });
  });

  it("counts as overshoot what a round took beyond the engine's lack, round by round", () => {
    const rows = [
      adlRound({ takenUsd: "15", deficitUsd: "10.5" }),
      adlRound({ takenUsd: "5", deficitUsd: "8" }),
      adlRound({ takenUsd: "100", deficitUsd: "0", against: "pool" }),
    ];

    expect(measure(perpDeleveraging(), rows).overshootUsd).to.equal("4.50");
  });

  it("spreads what was given up over all who stood on the deleveraged side, and not over the other", () => {
    const rows = [
      ...["s1", "s2", "s3"].map((account) => perpAccount({ account, positions: { ETH: position(-1) } })),
      perpAccount({ account: "l1", positions: { ETH: position(3), BTC: position(-1) } }),
      adl({ account: "s1", takenUsd: "6" }),
      adl({ account: "s1", takenUsd: "2" }),
      // It came later, and counts as well.
      adl({ account: "s4", takenUsd: "8" }),
    ];

    // Amounts 0, 0, 8, 8: Σ|xᵢ − xⱼ| over ordered pairs is 64, and 2·4·16 is 128.
    expect(measure(perpDeleveraging(), rows).concentration).to.deep.equal({ gini: 0.5, topDecileShare: 0.5 });
  });
});

describe("concentrationOf", () => {
  it("is 0 when all bear the same and (n − 1) ÷ n when one bears all", () => {
    expect(concentrationOf([5n, 5n, 5n, 5n])?.gini).to.equal(0);
    expect(concentrationOf([0n, 12n, 0n, 0n])).to.deep.equal({ gini: 0.75, topDecileShare: 1 });
  });

  it("rounds the tenth up", () => {
    const eleven = Array.from({ length: 11 }, (_, i) => BigInt(i));

    // The upper two of 55 in all.
    expect(concentrationOf(eleven)?.topDecileShare).to.equal(0.345455);
  });

  it("is null when nobody bore anything", () => {
    expect(concentrationOf([])).to.equal(null);
    expect(concentrationOf([0n, 0n])).to.equal(null);
  });

  it("agrees with the definition over all pairs", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(0n, 10n ** 12n), { minLength: 1, maxLength: 30 }), (amounts) => {
        const total = amounts.reduce((sum, amount) => sum + amount, 0n);
        fc.pre(total > 0n);
        let spread = 0n;
        for (const a of amounts) for (const b of amounts) spread += a > b ? a - b : b - a;
        const expected = Number(spread) / Number(2n * BigInt(amounts.length) * total);

        expect(concentrationOf(amounts)?.gini).to.be.closeTo(expected, 1e-6);
      }),
    );
  });
});
