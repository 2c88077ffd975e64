import { expect } from "chai";
import { toxicLtvDown } from "../../src/model/toxicity.ts";
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

const BONUS = parseWad("1.045");
const LISTING = { ...WETH, bonus: 10_450n };

describe("T4 toxic liquidation at a fixed price", () => {
  let fixture: LendingFixture;
  let weth: ListedReserve;
  let usdc: ListedReserve;
  let liquidator: Account;

  beforeEach(async () => {
    fixture = await deployLending("aave-v3.6", [LISTING, USDC], NO_INTEREST);
    [weth, usdc] = fixture.reserves as [ListedReserve, ListedReserve];
    const lender = fixture.signers[2] as Account;
    liquidator = fixture.signers[3] as Account;
    await supply(fixture, lender, usdc, 10_000_000n * usdc.unit);
    await fund(fixture, liquidator, usdc, 10_000_000n * usdc.unit);
  });

  /** LTV (wad) from balances, at a price of a whole WETH in oracle dollars: no rounding but the last. */
  async function ltvOf(holder: Account, price: bigint) {
    const collateral = await weth.aToken.balanceOf(holder.address);
    const debt = await usdc.debtToken.balanceOf(holder.address);
    return (debt * 100n * WAD * WAD) / (collateral * price);
  }

  for (const share of [10n, 35n, 60n]) {
    it(`raises the LTV iff it was above 1/(1 + b), repaying ${share} % of the debt`, async () => {
      const toxic = toxicLtvDown(BONUS);
      expect(formatDecimal(toxic, 18, 3)).to.equal("0.957");
      const [below, above] = fixture.signers.slice(4) as [Account, Account];
      for (const holder of [below, above]) {
        await supply(fixture, holder, weth, 100n * WAD);
      }
      // Both sides of the threshold by a hundred-thousandth, at the same price.
      const price = 1_600n * 10n ** 8n;
      const debtAt = (ltv: bigint) => (price * ltv) / WAD;
      await borrow(fixture, below, usdc, debtAt(toxic - WAD / 100_000n));
      await borrow(fixture, above, usdc, debtAt(toxic + WAD / 100_000n));
      await print(weth, price);

      for (const [holder, isToxic] of [
        [below, false],
        [above, true],
      ] as const) {
        const before = await ltvOf(holder, price);
        const owed = await usdc.debtToken.balanceOf(holder.address);
        const repaid = (owed * share) / 100n;
        await fixture.pool.connect(liquidator).liquidationCall(weth.token, usdc.token, holder.address, repaid, false);
        const after = await ltvOf(holder, price);
        expect(after > before).to.equal(isToxic);

        // (D − r)/(C − (1 + b)·r), to the unit of USDC and the wei.
        const value = price; // of 100 WETH: eight decimals of a dollar to six
        const closed = ((owed - repaid) * WAD * WAD) / (value * WAD - BONUS * repaid);
        const gap = after > closed ? after - closed : closed - after;
        expect(gap <= WAD / (owed - repaid) + 10n).to.equal(true);
      }
    });
  }
});
