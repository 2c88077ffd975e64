import { expect } from "chai";
import fc from "fast-check";
import { distanceToBadDebtDown, loopBadDebtUp } from "../../../src/model/badDebt.ts";
import { runawayThreshold, totalFall } from "../../../src/model/constantProductCascade.ts";
import { repayToRestoreUp, twoStepRepay } from "../../../src/model/restore.ts";
import { isToxicOnSpot, toxicLtvDown, toxicLtvOnSpot } from "../../../src/model/toxicity.ts";
import { formatDecimal, parseWad, WAD } from "../../../src/units.ts";

const rounded = (value: bigint, digits: number) => formatDecimal(value, 18, digits);

describe("toxicity", () => {
  it("T4: starts at 0.957 for a bonus of 4.5 %", () => {
    expect(rounded(toxicLtvDown(parseWad("1.045")), 3)).to.equal("0.957");
  });

  it("T5: starts at .680, .699 and .788 for repaid shares of 0, .1 and .5", () => {
    const at = (share: string) =>
      rounded(
        toxicLtvOnSpot({
          incentive: parseWad("1.05"),
          repaidShare: parseWad(share),
          collateralToReserve: parseWad("0.2"),
        }),
        3,
      );
    expect([at("0"), at("0.1"), at("0.5")]).to.deep.equal(["0.680", "0.699", "0.788"]);
  });

  it("T5: tends to its limit as the repaid share vanishes, and to T4 as the pool deepens", () => {
    const incentive = parseWad("1.05");
    const small = toxicLtvOnSpot({ incentive, repaidShare: 10n ** 9n, collateralToReserve: parseWad("0.2") });
    const limit = toxicLtvOnSpot({ incentive, repaidShare: 0n, collateralToReserve: parseWad("0.2") });
    expect(small - limit < WAD / 10n ** 6n && small >= limit).to.equal(true);
    const deep = toxicLtvOnSpot({ incentive, repaidShare: WAD / 2n, collateralToReserve: 0n });
    expect(deep - toxicLtvDown(incentive) <= 1n).to.equal(true);
  });

  it("T5: is toxic just above the threshold and not below", () => {
    const sale = { incentive: parseWad("1.05"), repaidShare: parseWad("0.3"), collateralToReserve: parseWad("0.4") };
    const threshold = toxicLtvOnSpot(sale);
    expect([isToxicOnSpot(threshold, sale), isToxicOnSpot(threshold - 1n, sale)]).to.deep.equal([true, false]);
    expect(isToxicOnSpot(4n * WAD, sale)).to.equal(true);
  });
});

describe("restore", () => {
  const account = {
    collateral: 10_000n * WAD,
    debt: 8_400n * WAD,
    threshold: parseWad("0.83"),
    incentive: parseWad("1.05"),
  };

  it("T6: restores the health factor asked for, and one unit less does not", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: WAD, max: 2n * WAD }),
        fc.bigInt({ min: 10n ** 6n, max: 10n ** 27n }),
        (health, debt) => {
          const borrower = { ...account, debt, collateral: (debt * 118n) / 100n };
          const repay = repayToRestoreUp(borrower, health);
          const reaches = (r: bigint) =>
            borrower.threshold * (borrower.collateral * WAD - r * borrower.incentive) >= health * (debt - r) * WAD;
          expect(reaches(repay)).to.equal(true);
          expect(repay === 0n || !reaches(repay - 1n)).to.equal(true);
        },
      ),
    );
  });

  it("T6: asks for nothing from a healthy account and refuses where repaying lowers health", () => {
    expect(repayToRestoreUp({ ...account, debt: 8_000n * WAD }, WAD)).to.equal(0n);
    expect(() => repayToRestoreUp({ ...account, threshold: parseWad("0.96") }, WAD))
      .to.throw()
      .with.property("code", "RESTORE_IMPOSSIBLE");
  });

  it("T7: repays 778 and 3,811 in two steps against 4,200 in one", () => {
    const { first, second } = twoStepRepay(account, WAD / 2n);
    expect([rounded(first, 0), rounded(second, 0), rounded(first + second, 0)]).to.deep.equal(["778", "3811", "4589"]);
    expect(first + second > account.debt / 2n).to.equal(true);
  });
});

describe("bad debt", () => {
  const loop = { collateral: 100_000_000n * WAD, debt: (100_000_000n * WAD * 11n) / 12n };
  const incentive = parseWad("1.01");
  const millions = (value: bigint) => formatDecimal(value, 24, 2);

  it("T8: is 7.4 % away for 12 times leverage", () => {
    const threshold = parseWad("0.95");
    const health = (threshold * 12n) / 11n;
    expect(rounded(distanceToBadDebtDown(health, threshold, incentive), 3)).to.equal("0.074");
  });

  it("T8: is where T9 begins", () => {
    const threshold = parseWad("0.95");
    const distance = distanceToBadDebtDown((threshold * 12n) / 11n, threshold, incentive);
    expect(loopBadDebtUp(loop, distance - 100n, 0n, incentive)).to.equal(0n);
    expect(loopBadDebtUp(loop, distance + 100n, 0n, incentive) > 0n).to.equal(true);
  });

  it("T9: grows with the gap as published", () => {
    const at = (gap: string) => millions(loopBadDebtUp(loop, parseWad(gap), 0n, incentive));
    expect(["8%", "12%", "20%", "35%"].map(at)).to.deep.equal(["0.58", "4.54", "12.46", "27.31"]);
  });

  it("T9: grows with the fall before execution as published", () => {
    const at = (further: string) => millions(loopBadDebtUp(loop, parseWad("8%"), parseWad(further), incentive));
    expect(["0.31%", "1.59%", "5%"].map(at)).to.deep.equal(["0.86", "2.03", "5.13"]);
  });
});

describe("cascade on a constant product pool", () => {
  it("T10: runs away above .333, .0434 and .0025 for n of .5, .8 and .95", () => {
    const at = (ratio: string, digits: number) => rounded(runawayThreshold(parseWad(ratio)), digits);
    expect([at("0.5", 3), at("0.8", 4), at("0.95", 4)]).to.deep.equal(["0.333", "0.0434", "0.0025"]);
  });

  it("T10: stops just below the threshold and not just above", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: WAD / 20n, max: (95n * WAD) / 100n }), (ratio) => {
        const edge = runawayThreshold(ratio);
        expect(totalFall(edge - 1_000_000n, ratio)).to.not.equal(null);
        expect(totalFall(edge + 1_000_000n, ratio)).to.equal(null);
      }),
      { numRuns: 10 },
    );
  });

  it("T10: amplifies by 1/(1 − n) as the shock vanishes", () => {
    for (const ratio of ["0.2", "0.5", "0.8"]) {
      const n = parseWad(ratio);
      const shock = WAD / 10n ** 6n;
      const total = totalFall(shock, n) as bigint;
      expect(Number(total) / Number(shock)).to.be.closeTo(1 / (1 - Number(n) / 1e18), 1e-4);
    }
  });

  it("T10: falls further for a larger shock or ratio, and by the shock alone without sales", () => {
    expect(totalFall(WAD / 10n, 0n)).to.equal(WAD / 10n);
    fc.assert(
      fc.property(
        fc.bigInt({ min: WAD / 1000n, max: WAD / 5n }),
        fc.bigInt({ min: WAD / 100n, max: WAD / 2n }),
        (shock, ratio) => {
          const total = totalFall(shock, ratio) as bigint;
          expect(total > shock).to.equal(true);
          expect((totalFall(shock + WAD / 1000n, ratio) as bigint) > total).to.equal(true);
          expect((totalFall(shock, ratio + WAD / 100n) as bigint) > total).to.equal(true);
        },
      ),
      { numRuns: 8 },
    );
  });
});
