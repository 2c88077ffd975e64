import { expect } from "chai";
import fc from "fast-check";
import {
  type AccountData,
  type AccountPosition,
  accountData,
  debtBalance,
  debtValueRounding,
  supplyBalance,
} from "../../src/model/account.ts";
import { maxRepay } from "../../src/model/closeFactor.ts";
import { debtAccrued, indexesAt } from "../../src/model/interest.ts";
import { mulDiv } from "../../src/model/mulDiv.ts";
import { percentMulHalfUp } from "../../src/model/percent.ts";
import { isSince, PRESETS, type Preset } from "../../src/model/rules.ts";
import { leavesDust, seize } from "../../src/model/seize.ts";
import { rayDivDown, rayDivHalfUp } from "../../src/model/wadRay.ts";
import { WAD } from "../../src/units.ts";
import {
  type Account,
  borrow,
  deployLending,
  E_MODE,
  fund,
  type LendingFixture,
  type ListedReserve,
  type Listing,
  openEMode,
  print,
  supply,
  USDC,
  WBTC,
  WETH,
} from "../support/lending.ts";
import { incentiveOf, modelRates, readPositions, readReserve } from "../support/lendingModel.ts";

const BORROWERS = 14;
const LISTINGS: Listing[] = [
  { ...WETH, protocolFee: 1_000n },
  { ...USDC, incentive: "morpho", reserveFactor: 2_500n },
  { ...WBTC, incentive: "dutch", protocolFee: 777n },
];
const UNIT = 10n ** 8n;

type Side = AccountPosition & { listed: ListedReserve };

/** What a borrower does: collateral and debt by reserve, in dollars and in share of what it may borrow. */
const anyBorrower = fc.record({
  collaterals: fc.subarray([0, 1, 2], { minLength: 1, maxLength: 2 }),
  debts: fc.subarray([0, 1, 2], { minLength: 1, maxLength: 2 }),
  dollars: fc.integer({ min: 500, max: 900_000 }),
  cents: fc.integer({ min: 1, max: 99_999_999 }),
  usedPerMille: fc.integer({ min: 600, max: 999 }),
  eMode: fc.boolean(),
  wait: fc.integer({ min: 1, max: 3_000_000 }),
});

/** How a liquidation is tried: how the prices moved before, where the search for one begins, and how much. */
const anyLiquidation = fc.record({
  movePerMille: fc.tuple(
    fc.integer({ min: -80, max: 30 }),
    fc.integer({ min: -5, max: 5 }),
    fc.integer({ min: -80, max: 30 }),
  ),
  from: fc.nat({ max: 1_000 }),
  askedPerMille: fc.constantFrom(1_000_000, 1_000, 700, 500, 250, 10),
  wait: fc.integer({ min: 1, max: 100_000 }),
});
type Drawn<T> = T extends fc.Arbitrary<infer U> ? U : never;

/** The items from `start` on, and then those before it. */
function rotated<T>(items: readonly T[], start: number): T[] {
  const at = start % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}

/** Every arithmetic, and of releases that share one those whose other rules differ. */
const PRESETS_TRIED: readonly Preset[] = ["aave-v2", "aave-v3.0", "aave-v3.6", "aave-v3.3", "aave-v3.4", "aave-v3.5"];

/** Markets that fall far enough to be worth trying. */
const SEEDS = 3;

for (const [index, preset] of PRESETS_TRIED.entries()) {
  const seed = index % SEEDS;
  describe(`lending model against the pool, ${preset}`, () => {
    let fixture: LendingFixture;
    let borrowers: Account[];
    let liquidator: Account;

    before(async () => {
      fixture = await deployLending(preset, LISTINGS);
      await openEMode(fixture, [0, 2], [0, 1, 2]);
      const lender = fixture.signers[2] as Account;
      liquidator = fixture.signers[3] as Account;
      borrowers = fixture.signers.slice(4, 4 + BORROWERS);
      for (const reserve of fixture.reserves) {
        await supply(fixture, lender, reserve, (8_000_000n * UNIT * reserve.unit) / reserve.listing.price + 7n);
        await fund(fixture, liquidator, reserve, 10n ** 9n * reserve.unit);
      }
      for (const [i, drawn] of fc.sample(anyBorrower, { numRuns: BORROWERS, seed: seed + 1 }).entries()) {
        await open(borrowers[i] as Account, drawn);
      }
    });

    async function open(account: Account, drawn: Drawn<typeof anyBorrower>) {
      if (drawn.eMode) await fixture.pool.connect(account).setUserEMode(E_MODE.id);
      for (const id of drawn.collaterals) {
        const reserve = fixture.reserves[id] as ListedReserve;
        const value = BigInt(drawn.dollars) * UNIT + BigInt(drawn.cents);
        await supply(fixture, account, reserve, (value * reserve.unit) / reserve.listing.price);
      }
      for (const id of drawn.debts) {
        const reserve = fixture.reserves[id] as ListedReserve;
        const { availableBorrowsBase } = await fixture.pool.getUserAccountData(account.address);
        const value = (availableBorrowsBase * BigInt(drawn.usedPerMille)) / 1_000n / BigInt(drawn.debts.length);
        const amount = (value * reserve.unit) / reserve.listing.price;
        if (amount > 0n) await borrow(fixture, account, reserve, amount);
      }
      await fixture.networkHelpers.time.increase(drawn.wait);
    }

    async function expectAgreement() {
      const now = BigInt(await fixture.networkHelpers.time.latest());
      const stored = [];
      for (const reserve of fixture.reserves) {
        const read = await readReserve(fixture, reserve);
        const { liquidityIndex, borrowIndex } = indexesAt(read.indexes, now, preset);
        expect(await fixture.pool.getReserveNormalizedIncome(reserve.token)).to.equal(liquidityIndex);
        expect(await fixture.pool.getReserveNormalizedVariableDebt(reserve.token)).to.equal(borrowIndex);
        const { liquidityRate, borrowRate } = await modelRates(fixture, read, preset);
        expect([read.indexes.liquidityRate, read.indexes.borrowRate]).to.deep.equal([liquidityRate, borrowRate]);
        stored.push(read);
      }
      for (const { address } of borrowers) {
        const data = accountData(await readPositions(fixture, stored, address, now, preset), preset);
        const real = await fixture.pool.getUserAccountData(address);
        expect([...real], address).to.deep.equal([
          data.collateralBase,
          data.debtBase,
          data.availableBorrowsBase,
          data.averageThreshold,
          data.averageLtv,
          data.healthFactor,
        ]);
      }
    }

    it("agrees to the wei on indexes, rates, values and health factors", async () => {
      await expectAgreement();
      await fixture.networkHelpers.time.increase(9_999_999);
      await fixture.networkHelpers.mine();
      await expectAgreement();
    });

    it("agrees to the wei on what accrues to the treasury", async () => {
      for (const reserve of fixture.reserves) {
        const before = await readReserve(fixture, reserve);
        const scaledDebt = await reserve.debtToken.scaledTotalSupply();
        const { accruedToTreasury: accrued } = await fixture.pool.getReserveData(reserve.token);
        await fixture.networkHelpers.time.increase(777_777);
        await supply(fixture, fixture.owner, reserve, reserve.unit);

        const after = await readReserve(fixture, reserve);
        const interest = debtAccrued(scaledDebt, before.indexes.borrowIndex, after.indexes.borrowIndex, preset);
        const share = percentMulHalfUp(interest, reserve.listing.reserveFactor ?? 1_000n);
        const toScaled = isSince(preset, "aave-v3.5") ? rayDivDown : rayDivHalfUp;
        const { accruedToTreasury: now } = await fixture.pool.getReserveData(reserve.token);
        expect(now - accrued).to.equal(toScaled(share, after.indexes.liquidityIndex));
        expect(scaledDebt > 0n && share > 0n).to.equal(true);
      }
    });

    it("agrees to the wei on every liquidation of a falling market", async () => {
      let liquidated = 0;
      for (const drawn of fc.sample(anyLiquidation, { numRuns: 60, seed: seed + 11 })) {
        for (const [id, reserve] of fixture.reserves.entries()) {
          const price = await fixture.oracle.getAssetPrice(reserve.token);
          await print(reserve, (price * BigInt(1_000 + (drawn.movePerMille[id] as number))) / 1_000n);
        }
        if (await tryLiquidation(drawn)) liquidated++;
      }
      expect(liquidated).to.be.greaterThan(12);
      await expectAgreement();
    });

    /** Predicts one liquidation at the next block's time, runs it and compares. False when there is none to run. */
    async function tryLiquidation(drawn: Drawn<typeof anyLiquidation>): Promise<boolean> {
      const { networkHelpers } = fixture;
      const time = BigInt(await networkHelpers.time.latest()) + BigInt(drawn.wait);
      const stored = await Promise.all(fixture.reserves.map((reserve) => readReserve(fixture, reserve)));
      for (const { address } of rotated(borrowers, drawn.from)) {
        const positions = await readPositions(fixture, stored, address, time, preset);
        const data = accountData(positions, preset);
        const sides = positions.map((position, id) => ({ ...position, listed: fixture.reserves[id] as ListedReserve }));
        const collateral = rotated(sides, drawn.from).find((side) => side.usedAsCollateral);
        const debt = rotated(sides, drawn.from >> 2).find((side) => side.scaledDebt > 0n);
        if (data.healthFactor < WAD && collateral && debt)
          return liquidate(drawn, time, address, data, collateral, debt);
      }
      return false;
    }

    async function liquidate(
      drawn: Drawn<typeof anyLiquidation>,
      time: bigint,
      user: string,
      data: AccountData,
      c: Side,
      d: Side,
    ): Promise<boolean> {
      const { pool, networkHelpers } = fixture;
      const [collateral, debt] = [c.listed, d.listed];
      const rules = PRESETS[preset];
      const held = supplyBalance(c.scaledCollateral, c.reserve.liquidityIndex, preset);
      const owed = debtBalance(d.scaledDebt, d.reserve.borrowIndex, preset);
      const most = maxRepay(rules, {
        healthFactor: data.healthFactor,
        reserveDebt: owed,
        reserveDebtBase: mulDiv(owed, d.reserve.price, debt.unit, debtValueRounding(preset)),
        reserveCollateralBase: (held * c.reserve.price) / collateral.unit,
        totalDebtBase: data.debtBase,
        debtPrice: d.reserve.price,
        debtDecimals: d.reserve.decimals,
        baseUnit: UNIT,
      });
      const asked = (owed * BigInt(drawn.askedPerMille)) / 1_000n;
      const terms = {
        collateralPrice: c.reserve.price,
        collateralDecimals: c.reserve.decimals,
        debtPrice: d.reserve.price,
        debtDecimals: d.reserve.decimals,
        incentive: incentiveOf(collateral.listing, data.healthFactor, c.reserve.instead !== undefined),
        protocolFee: collateral.listing.protocolFee ?? 0n,
      };
      const expected = seize(terms, asked < most ? asked : most, held, preset);
      const refused = leavesDust(rules, terms, expected, { reserveDebt: owed, collateral: held, baseUnit: UNIT });

      await networkHelpers.time.setNextBlockTimestamp(time);
      const call = pool.connect(liquidator).liquidationCall(collateral.token, debt.token, user, asked, false, {
        gasLimit: 16_000_000n,
      });
      if (refused) {
        await expect(call).to.be.revertedWithCustomError(pool, "LendingPool_MustNotLeaveDust");
        return false;
      }
      const receipt = await (await call).wait();
      const event = receipt?.logs
        .map((log) => pool.interface.parseLog(log))
        .find((log) => log?.name === "LiquidationCall");
      expect(event?.args.debtToCover).to.equal(expected.repaid);
      expect(event?.args.liquidatedCollateralAmount).to.equal(expected.seized);
      return true;
    }
  });
}
