import { expect } from "chai";
import fc from "fast-check";
import {
  compoundedInterest,
  debtAccrued,
  indexesAt,
  linearInterest,
  SECONDS_PER_YEAR,
} from "../../../src/model/interest.ts";
import { ratesAt } from "../../../src/model/rates.ts";
import { PRESET_NAMES } from "../../../src/model/rules.ts";
import { expWad } from "../../../src/model/transcendental.ts";
import { RAY } from "../../../src/units.ts";

const releases = PRESET_NAMES;
const anyRate = fc.bigInt({ min: 0n, max: RAY });
const seconds = fc.bigInt({ min: 0n, max: SECONDS_PER_YEAR });

describe("interest", () => {
  it("is simple for suppliers: 10 % over half a year is 5 %", () => {
    expect(linearInterest(RAY / 10n, SECONDS_PER_YEAR / 2n)).to.equal((105n * RAY) / 100n);
  });

  for (const release of releases) {
    it(`compounds borrowers by the first terms of the exponential in ${release}`, () => {
      const year = compoundedInterest(RAY / 10n, SECONDS_PER_YEAR, release);
      const exact = expWad(10n ** 17n) * 10n ** 9n;
      // The terms left out come to 0.1⁴/24 = 4.2e-6; v3.0 also cuts its cube short, by 4.6e-6.
      expect(year < exact && exact - year < RAY / 10n ** 5n).to.equal(true);
    });

    it(`never charges less than simple interest does in ${release}, but for the division by the second`, () => {
      fc.assert(
        fc.property(anyRate, seconds, (rate, time) => {
          const rounding = release === "aave-v2" ? time + 1n : 1n;
          const compounded = compoundedInterest(rate, time, release);
          expect(compounded + rounding >= linearInterest(rate, time)).to.equal(true);
        }),
      );
    });

    it(`charges nothing over no time in ${release}`, () => {
      expect(compoundedInterest(RAY, 0n, release)).to.equal(RAY);
    });

    it(`never lets an index fall in ${release}`, () => {
      fc.assert(
        fc.property(anyRate, anyRate, seconds, seconds, (liquidityRate, borrowRate, one, other) => {
          const reserve = { liquidityIndex: RAY, borrowIndex: RAY, liquidityRate, borrowRate, lastUpdate: 100n };
          const [early, late] = one < other ? [one, other] : [other, one];
          const before = indexesAt(reserve, 100n + early, release);
          const after = indexesAt(reserve, 100n + late, release);
          expect(after.liquidityIndex >= before.liquidityIndex && after.borrowIndex >= before.borrowIndex).to.equal(
            true,
          );
        }),
      );
    });
  }

  it("differs between releases by the last digits only", () => {
    const day = releases.map((release) => compoundedInterest(RAY / 7n, 86_400n, release));
    const [v2, v30, v36] = [...new Set(day)] as [bigint, bigint, bigint];

    expect(day.map((factor) => [v2, v30, v36].indexOf(factor))).to.deep.equal([0, 1, 1, 1, 1, 2, 2, 2]);
    expect(v36 - v30 < RAY / 10n ** 9n && v30 - v2 < RAY / 10n ** 9n).to.equal(true);
  });

  it("accrues debt to the treasury rounded down since v3.5", () => {
    expect(debtAccrued(3n, RAY, (15n * RAY) / 10n, "aave-v3.5")).to.equal(1n);
    expect(debtAccrued(3n, RAY, (15n * RAY) / 10n, "aave-v3.4")).to.equal(2n);
  });
});

describe("ratesAt", () => {
  const curve = { optimalUsage: (8n * RAY) / 10n, base: RAY / 100n, slope1: RAY / 25n, slope2: (6n * RAY) / 10n };
  const at = (debt: bigint, available: bigint, deficit = 0n) =>
    ratesAt(curve, { available, totalDebt: debt, deficit, reserveFactor: 1_000n, averaged: false });

  it("reaches base, base + slope1 and base + slope1 + slope2 at 0, the kink and 100 %", () => {
    expect(at(0n, 100n)).to.deep.equal({ liquidityRate: 0n, borrowRate: RAY / 100n });
    expect(at(80n, 20n).borrowRate).to.equal((5n * RAY) / 100n);
    expect(at(100n, 0n).borrowRate).to.equal((65n * RAY) / 100n);
  });

  it("pays suppliers what borrowers pay, times usage, less the reserve factor", () => {
    expect(at(80n, 20n).liquidityRate).to.equal((36n * RAY) / 1000n);
  });

  it("lets a deficit lower the supply rate alone", () => {
    const [without, withDeficit] = [at(80n, 20n), at(80n, 20n, 10n)];
    expect(withDeficit.borrowRate).to.equal(without.borrowRate);
    expect(withDeficit.liquidityRate < without.liquidityRate).to.equal(true);
  });

  it("changes the last digits at most when it averages", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 27n }), fc.bigInt({ min: 0n, max: 10n ** 27n }), (debt, cash) => {
        const usage = { available: cash, totalDebt: debt, deficit: 0n, reserveFactor: 1_000n };
        const plain = ratesAt(curve, { ...usage, averaged: false }).liquidityRate;
        const averaged = ratesAt(curve, { ...usage, averaged: true }).liquidityRate;
        const gap = plain > averaged ? plain - averaged : averaged - plain;
        expect(gap <= 10n ** 18n / debt + 2n).to.equal(true);
      }),
    );
  });
});
