import { expect } from "chai";
import { repayToRestoreUp } from "../../src/model/restore.ts";
import { formatDecimal, parseWad, WAD } from "../../src/units.ts";
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

const UNITS = 100n;
const DEBT = 150_000n * 10n ** 6n;
const PRICE = 1_700n * 10n ** 8n;

describe("T6 repayment that restores health", () => {
  let fixture: LendingFixture;
  let weth: ListedReserve;
  let usdc: ListedReserve;
  let holder: Account;
  let liquidator: Account;

  // Health 0.94: all debt may be repaid.
  beforeEach(async () => {
    fixture = await deployLending("aave-v3.6", [WETH, USDC], NO_INTEREST);
    [weth, usdc] = fixture.reserves as [ListedReserve, ListedReserve];
    holder = fixture.signers[2] as Account;
    liquidator = fixture.signers[3] as Account;
    await supply(fixture, fixture.owner, usdc, 1_000_000n * usdc.unit);
    await fund(fixture, liquidator, usdc, 1_000_000n * usdc.unit);
    await supply(fixture, holder, weth, UNITS * WAD);
    await borrow(fixture, holder, usdc, DEBT);
    await print(weth, PRICE);
  });

  const health = async () => (await fixture.pool.getUserAccountData(holder.address)).healthFactor;
  const liquidate = (amount: bigint) =>
    fixture.pool.connect(liquidator).liquidationCall(weth.token, usdc.token, holder.address, amount, false);

  for (const target of ["1", "1.05", "1.2"]) {
    it(`is (h·D − LT·C)/(h − LT(1 + b)) for h = ${target}, and two units of USDC less fall short`, async () => {
      const account = {
        collateral: (UNITS * PRICE) / 100n,
        debt: DEBT,
        threshold: parseWad("0.83"),
        incentive: parseWad("1.05"),
      };
      const repay = repayToRestoreUp(account, parseWad(target));
      const snapshot = await fixture.networkHelpers.takeSnapshot();

      // The oracle's dollar has two digits more than USDC: values round by up to one of its units.
      await liquidate(repay + 1n);
      const restored = await health();
      expect(restored >= parseWad(target), formatDecimal(restored, 18)).to.equal(true);

      await snapshot.restore();
      await liquidate(repay - 2n);
      expect((await health()) < parseWad(target)).to.equal(true);
    });
  }
});
