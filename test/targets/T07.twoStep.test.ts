import { expect } from "chai";
import { repayToRestoreUp, twoStepRepay } from "../../src/model/restore.ts";
import { parseWad, WAD } from "../../src/units.ts";
import {
  type Account,
  borrow,
  deployLending,
  fund,
  type LendingFixture,
  type ListedReserve,
  NO_INTEREST,
  print,
  supply,
  USDC,
  WETH,
} from "../support/lending.ts";

// C 10,000 · D 8,400 · LT .83 · b 5 % · close factor one half, all in USDC's units.
const ACCOUNT = {
  collateral: 10_000n * 10n ** 6n,
  debt: 8_400n * 10n ** 6n,
  threshold: parseWad("0.83"),
  incentive: parseWad("1.05"),
};
const MAX = 2n ** 256n - 1n;

describe("T7 two-step liquidation under a close factor", () => {
  let fixture: LendingFixture;
  let weth: ListedReserve;
  let usdc: ListedReserve;
  let holder: Account;
  let liquidator: Account;

  beforeEach(async () => {
    fixture = await deployLending("aave-v3.6", [WETH, USDC], NO_INTEREST);
    [weth, usdc] = fixture.reserves as [ListedReserve, ListedReserve];
    holder = fixture.signers[2] as Account;
    liquidator = fixture.signers[3] as Account;
    await supply(fixture, fixture.owner, usdc, 1_000_000n * usdc.unit);
    await fund(fixture, liquidator, usdc, 1_000_000n * usdc.unit);
    await print(weth, 2_200n * 10n ** 8n);
    await supply(fixture, holder, weth, 5n * WAD);
    await borrow(fixture, holder, usdc, ACCOUNT.debt);
    await print(weth, 2_000n * 10n ** 8n);
  });

  const health = async () => (await fixture.pool.getUserAccountData(holder.address)).healthFactor;
  async function liquidate(amount: bigint): Promise<bigint> {
    const before = await usdc.token.balanceOf(liquidator.address);
    await fixture.pool.connect(liquidator).liquidationCall(weth.token, usdc.token, holder.address, amount, false);
    return before - (await usdc.token.balanceOf(liquidator.address));
  }

  it("repays 4,200 in one step", async () => {
    expect(await liquidate(MAX)).to.equal(4_200n * 10n ** 6n);
  });

  it("repays 778 + 3,811 = 4,589 in two, to one unit", async () => {
    const { first, second } = twoStepRepay(ACCOUNT, WAD / 2n);
    expect(await liquidate(first)).to.equal(first);
    expect((await health()) < WAD).to.equal(true);
    const repaid = await liquidate(MAX);
    expect(repaid - second <= 1n && second - repaid <= 1n).to.equal(true);
    expect((first + repaid + 500_000n) / 10n ** 6n).to.equal(4_589n);
  });

  it("is refused the second step after the repayment that restores health one", async () => {
    await liquidate(repayToRestoreUp(ACCOUNT, WAD));
    expect((await health()) >= WAD).to.equal(true);
    await expect(
      fixture.pool.connect(liquidator).liquidationCall(weth.token, usdc.token, holder.address, MAX, false, {
        gasLimit: 5_000_000n,
      }),
    ).to.be.revertedWithCustomError(fixture.pool, "LendingPool_Healthy");
  });
});
