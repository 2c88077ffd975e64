import { expect } from "chai";
import { leverageUp, loopTarget, maxLeverageDown } from "../../src/model/loop.ts";
import { parseWad, WAD } from "../../src/units.ts";
import {
  type Account,
  borrow,
  deployLending,
  type LendingFixture,
  type ListedReserve,
  NO_INTEREST,
  supply,
  WETH,
} from "../support/lending.ts";

const MAX_LTV = parseWad("0.945");
const LISTING = { ...WETH, ltv: 9_450n, threshold: 9_500n, bonus: 10_100n };
const EQUITY = 10n * WAD;

describe("T2 leverage", () => {
  let fixture: LendingFixture;
  let weth: ListedReserve;
  let looper: Account;

  beforeEach(async () => {
    fixture = await deployLending("aave-v3.6", [LISTING], NO_INTEREST);
    [weth] = fixture.reserves as [ListedReserve];
    const lender = fixture.signers[2] as Account;
    looper = fixture.signers[3] as Account;
    await supply(fixture, lender, weth, 1_000n * WAD);
  });

  /** Deposits the whole target at once and borrows against it, as a flash loan would let it. */
  async function openTarget(leverage: bigint) {
    const target = loopTarget(EQUITY, leverage);
    await supply(fixture, looper, weth, target.collateral);
    await borrow(fixture, looper, weth, target.debt);
    return target;
  }

  it("reaches C = x·ℓ and B = x·(ℓ − 1) to the wei, and no more than 18.18 at a maximum LTV of 0.945", async () => {
    const bound = maxLeverageDown(MAX_LTV);
    // A price of 2,000 in 8 decimals resolves the account's value to 10^7 wei.
    const reachable = bound - bound / 10n ** 9n;
    const target = await openTarget(reachable);

    const collateral = await weth.aToken.balanceOf(looper.address);
    const debt = await weth.debtToken.balanceOf(looper.address);
    expect([collateral, debt]).to.deep.equal([target.collateral, target.debt]);
    expect(collateral - debt).to.equal(EQUITY);
    const reached = leverageUp(collateral, debt);
    expect(reached >= reachable && reached - reachable <= 200n).to.equal(true);
  });

  it("refuses a billionth above the bound", async () => {
    const bound = maxLeverageDown(MAX_LTV);
    const target = loopTarget(EQUITY, bound + bound / 10n ** 9n);
    await supply(fixture, looper, weth, target.collateral);
    await expect(
      fixture.pool.connect(looper).borrow(weth.token, target.debt, 2, 0, looper.address, { gasLimit: 5_000_000n }),
    ).to.be.revertedWithCustomError(fixture.pool, "LendingPool_CollateralCannotCoverDebt");
  });

  it("stays below the bound however long it loops", async () => {
    await supply(fixture, looper, weth, EQUITY);
    // A billionth less: values in 8 decimals leave no room to borrow the last of it.
    const ratio = MAX_LTV - 10n ** 9n;
    let deposit = EQUITY;
    for (let step = 0; step < 40; step++) {
      deposit = (deposit * ratio) / WAD;
      await borrow(fixture, looper, weth, deposit);
      await fixture.pool.connect(looper).supply(weth.token, deposit, looper.address, 0);
    }
    const collateral = await weth.aToken.balanceOf(looper.address);
    const reached = leverageUp(collateral, await weth.debtToken.balanceOf(looper.address));
    expect(reached < maxLeverageDown(MAX_LTV) && reached > 16n * WAD).to.equal(true);
  });
});
