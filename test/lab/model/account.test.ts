import { expect } from "chai";
import fc from "fast-check";
import { type AccountPosition, accountData, NO_DEBT, type ReserveView } from "../../../src/model/account.ts";
import { PRESET_NAMES } from "../../../src/model/rules.ts";
import { RAY, WAD } from "../../../src/units.ts";

const DOLLAR = 10n ** 8n;
const weth: ReserveView = {
  liquidityIndex: RAY,
  borrowIndex: RAY,
  price: 3000n * DOLLAR,
  decimals: 18,
  ltv: 8_000n,
  liquidationThreshold: 8_300n,
};
const usdc: ReserveView = { ...weth, price: DOLLAR, decimals: 6, ltv: 7_500n, liquidationThreshold: 7_800n };
const releases = PRESET_NAMES;

function positions(wethIn: bigint, usdcDebt: bigint, overrides: Partial<ReserveView> = {}): AccountPosition[] {
  return [
    { reserve: { ...weth, ...overrides }, scaledCollateral: wethIn, scaledDebt: 0n, usedAsCollateral: true },
    { reserve: usdc, scaledCollateral: 0n, scaledDebt: usdcDebt, usedAsCollateral: false },
  ];
}

describe("accountData", () => {
  for (const release of releases) {
    it(`weighs 1 ETH at 3,000 against 2,000 USDC in ${release}`, () => {
      const data = accountData(positions(WAD, 2_000n * 10n ** 6n), release);
      expect(data.collateralBase).to.equal(3_000n * DOLLAR);
      expect(data.debtBase).to.equal(2_000n * DOLLAR);
      expect(data.healthFactor).to.equal((1_245n * WAD) / 1000n);
      expect(data.availableBorrowsBase).to.equal(400n * DOLLAR);
      expect([data.averageLtv, data.averageThreshold]).to.deep.equal([8_000n, 8_300n]);
    });

    it(`gives the largest number without debt and zeros without anything in ${release}`, () => {
      expect(accountData(positions(WAD, 0n), release).healthFactor).to.equal(NO_DEBT);
      const nothing = accountData([], release);
      expect(nothing.collateralBase + nothing.averageLtv + nothing.availableBorrowsBase).to.equal(0n);
    });

    it(`lends nothing on an account under water in ${release}`, () => {
      expect(accountData(positions(WAD, 2_900n * 10n ** 6n), release).availableBorrowsBase).to.equal(0n);
    });

    it(`takes the category's terms where e-mode covers the reserve in ${release}`, () => {
      const instead = { ltv: 9_300n, liquidationThreshold: 9_500n };
      const data = accountData(positions(WAD, 2_000n * 10n ** 6n, { instead }), release);
      expect([data.averageLtv, data.averageThreshold]).to.deep.equal([9_300n, 9_500n]);
    });

    it(`has a health factor that falls with debt and rises with price in ${release}`, () => {
      fc.assert(
        fc.property(
          fc.bigInt({ min: 10n ** 15n, max: 10n ** 24n }),
          fc.bigInt({ min: 10n ** 6n, max: 10n ** 15n }),
          fc.bigInt({ min: 0n, max: 10n ** 12n }),
          (eth, debt, more) => {
            const health = (d: bigint, price = weth.price) =>
              accountData(positions(eth, d, { price }), release).healthFactor;
            expect(health(debt + more) <= health(debt)).to.equal(true);
            expect(health(debt, weth.price + more) >= health(debt)).to.equal(true);
          },
        ),
      );
    });
  }

  it("ignores collateral that is switched off", () => {
    const [first, second] = positions(WAD, 10n ** 6n) as [AccountPosition, AccountPosition];
    const off = { ...first, usedAsCollateral: false };
    expect(accountData([off, second], "aave-v3.6").healthFactor).to.equal(0n);
  });

  it("rounds debt against the borrower since v3.5", () => {
    const dust = positions(WAD, 1n, {}).map((position) => ({
      ...position,
      reserve: { ...position.reserve, borrowIndex: RAY + 1n, price: 1n },
    }));
    expect(accountData(dust, "aave-v3.5").debtBase).to.equal(1n);
    expect(accountData(dust, "aave-v3.4").debtBase).to.equal(0n);
  });
});
