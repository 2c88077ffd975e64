import { expect } from "chai";
import { StandingGaps } from "../../../src/trace/standingGaps.ts";
import { RAY } from "../../../src/units.ts";
import type { LendingReserve } from "../../../src/venues/lendingReserve.ts";
import { tinyEconomy } from "../../support/tinyEconomy.ts";

const UNIT = 10n ** 6n;
const YEAR = 31_536_000;

interface State {
  cash?: bigint;
  scaledSupply?: bigint;
  scaledDebt?: bigint;
  debtRate?: bigint;
  supplyRate?: bigint;
}

/** USDC of a pool: 900 of cash, 100 owed, 1000 supplied and a reserve factor of 10 %, unless told otherwise. */
function usdc(state: State = {}) {
  const { world, venues } = tinyEconomy();
  const index = venues.lending.reserves.findIndex(({ symbol }) => symbol === "USDC");
  const reserve = venues.lending.reserves[index] as LendingReserve;
  const { scaledSupply = 1000n * UNIT, scaledDebt = 100n * UNIT, cash = 900n * UNIT } = state;
  const { debtRate = 0n, supplyRate = 0n } = state;
  reserve.read([UNIT, RAY, RAY, supplyRate, debtRate, 0n, scaledSupply, scaledDebt, cash, 0n, 0n], 0);
  const gaps = new StandingGaps(venues.lending, world, new Map([["USDC", 7n]]));
  return {
    reserve,
    gaps,
    missing: () => gaps.check(index, 7n).missing,
    counted: () => gaps.check(index, 9n).operations,
  };
}

describe("StandingGaps", () => {
  it("misses nothing where nothing happened, whatever hole or surplus there was", () => {
    for (const cash of [400n, 900n, 1500n]) {
      const { gaps, missing } = usdc({ cash: cash * UNIT });
      gaps.advance();
      expect(missing()).to.equal(0n);
    }
  });

  it("finds a unit that left, though an old surplus would have covered it", () => {
    const { reserve, gaps, missing } = usdc({ cash: 1500n * UNIT });
    reserve.cash -= 1n;
    gaps.advance();
    expect(missing()).to.equal(1n);
  });

  it("takes no interest that was not booked yet for a surplus", () => {
    const { reserve, gaps, missing } = usdc({ debtRate: RAY / 10n, supplyRate: (RAY * 9n) / 1000n });
    // A year's interest on 100 is 10.5: 9 of it suppliers', 1.05 the treasury's.
    Object.assign(reserve, reserve.indexesAt(YEAR), {
      lastUpdate: BigInt(YEAR),
      accruedToTreasury: (105n * UNIT) / 100n,
    });
    gaps.advance();
    expect(missing()).to.equal(0n);
    reserve.accruedToTreasury += UNIT;
    expect(missing() > 0n).to.equal(true);
  });

  it("lets an old hole earn the interest that nobody pays, and no more", () => {
    // Half of the claims are lost: suppliers are promised on 1000 what debtors pay on 500.
    const { reserve, gaps, missing } = usdc({
      cash: 0n,
      scaledDebt: 500n * UNIT,
      debtRate: RAY / 10n,
      supplyRate: RAY / 10n,
    });
    Object.assign(reserve, reserve.indexesAt(YEAR), { lastUpdate: BigInt(YEAR) });
    gaps.advance();
    const short = reserve.scaledSupply;
    expect(missing()).to.equal(0n);
    reserve.scaledSupply = short + 10n * UNIT;
    expect(missing() > 0n).to.equal(true);
  });

  it("asks of what is minted to be lent only that it owes nobody", () => {
    const { reserve, gaps, missing } = usdc({ scaledSupply: 0n, cash: 0n });
    reserve.scaledDebt = 40n * UNIT;
    gaps.advance();
    expect(missing()).to.equal(0n);
  });

  it("counts operations from the start", () => {
    expect(usdc().counted()).to.equal(2n);
  });
});
