import { expect } from "chai";
import { morphoIncentive } from "../../src/model/incentive.ts";
import { formatDecimal, WAD } from "../../src/units.ts";
import {
  type Account,
  borrow,
  deployLending,
  fund,
  type ListedReserve,
  type Listing,
  NO_INTEREST,
  print,
  supply,
  USDC,
  WETH,
} from "../support/lending.ts";

describe("T12 Morpho's incentive factor", () => {
  for (const [threshold, factor] of [
    [8_600n, "1.0438"],
    [9_450n, "1.0168"],
  ] as const) {
    it(`pays ${factor} times the repaid value at a liquidation LTV of ${formatDecimal(threshold, 2)} %, to the wei`, async () => {
      const listing: Listing = { ...WETH, ltv: 8_000n, threshold, bonus: 10_500n, incentive: "morpho" };
      const fixture = await deployLending("aave-v3.6", [listing, USDC], NO_INTEREST);
      const [weth, usdc] = fixture.reserves as [ListedReserve, ListedReserve];
      const [holder, liquidator] = fixture.signers.slice(2) as [Account, Account];
      await supply(fixture, fixture.owner, usdc, 1_000_000n * usdc.unit);
      await fund(fixture, liquidator, usdc, 1_000_000n * usdc.unit);
      await supply(fixture, holder, weth, 100n * WAD);
      await borrow(fixture, holder, usdc, 160_000n * usdc.unit);
      const price = (1_600n * 10n ** 8n * 99n * 10_000n) / (100n * threshold); // health 0.99
      await print(weth, price);

      const repaid = 12_345_678_901n;
      await fixture.pool.connect(liquidator).liquidationCall(weth.token, usdc.token, holder.address, repaid, false);

      const incentive = morphoIncentive(threshold * 10n ** 14n);
      expect(formatDecimal(incentive, 18, 4)).to.equal(factor);
      const atPar = (repaid * 100n * WAD) / price;
      expect(await weth.token.balanceOf(liquidator.address)).to.equal((atPar * incentive + WAD / 2n) / WAD);
    });
  }
});
