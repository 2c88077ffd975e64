import { expect } from "chai";
import { isToxicOnSpot, toxicLtvOnSpot } from "../../src/model/toxicity.ts";
import { parseWad, WAD } from "../../src/units.ts";
import { type Account, borrow, fund, print, supply, USDC, WETH } from "../support/lending.ts";
import { deploySpotMarket, type SpotMarket } from "../support/spotMarket.ts";

const INCENTIVE = parseWad("1.05");
const LISTING = { ...WETH, ltv: 5_500n, threshold: 6_000n, bonus: 10_500n };
const RESERVE = 10_000_000n; // dollars on the quote side
const UNITS = 1_000n * WAD; // collateral: 2,000,000 dollars at the pool's price, c/y = 0.2

describe("T5 toxic liquidation marked at the pool it is sold into", () => {
  let market: SpotMarket;

  beforeEach(async () => {
    market = await deploySpotMarket(LISTING, USDC, RESERVE * 10n ** 6n);
    const lender = market.signers[2] as Account;
    await supply(market, lender, market.quote, 100_000_000n * market.quote.unit);
    await fund(market, market.owner, market.quote, 100_000_000n * market.quote.unit);
  });

  /** Opens one borrower at `ltv` of the pool's price: at a higher print, since so much may not be borrowed there. */
  async function openAt(ltv: bigint) {
    const holder = market.signers[3] as Account;
    await supply(market, holder, market.base, UNITS);
    await print(market.base, 2n * WETH.price);
    await borrow(market, holder, market.quote, (2_000_000n * market.quote.unit * ltv) / WAD);
    await market.printSpot();
    return holder;
  }

  async function ltvAtSpot(holder: Account) {
    const collateral = await market.base.aToken.balanceOf(holder.address);
    const debt = await market.quote.debtToken.balanceOf(holder.address);
    return (debt * 10n ** 12n * WAD * WAD) / (collateral * (await market.spot()));
  }

  for (const share of ["0.001", "0.1", "0.5"]) {
    const sale = { incentive: INCENTIVE, repaidShare: parseWad(share), collateralToReserve: parseWad("0.2") };
    const threshold = toxicLtvOnSpot(sale);

    for (const [side, ltv] of [
      ["below", threshold - WAD / 10_000n],
      ["above", threshold + WAD / 10_000n],
    ] as const) {
      it(`repaying ${share} of the debt ${side} the threshold: LTV as (1 − f)(1 + s·c/y)²/(1 − s) says, to 10^−9`, async () => {
        const holder = await openAt(ltv);
        const before = await ltvAtSpot(holder);
        const owed = await market.quote.debtToken.balanceOf(holder.address);
        const repaid = (owed * sale.repaidShare) / WAD;
        const held = await market.base.token.balanceOf(market.owner.address);
        await market.pool.liquidationCall(market.base.token, market.quote.token, holder.address, repaid, false);
        await market.sell((await market.base.token.balanceOf(market.owner.address)) - held);
        await market.printSpot();
        const after = await ltvAtSpot(holder);

        expect(after > before).to.equal(side === "above");
        expect(isToxicOnSpot(ltv, sale)).to.equal(side === "above");
        const sold = (INCENTIVE * sale.repaidShare * ltv) / (WAD * WAD);
        const growth = WAD + (sold * sale.collateralToReserve) / WAD;
        const closed = (ltv * (WAD - sale.repaidShare) * growth * growth) / (WAD * WAD * (WAD - sold));
        const gap = after > closed ? after - closed : closed - after;
        expect(gap <= closed / 10n ** 9n).to.equal(true);
      });
    }
  }
});
