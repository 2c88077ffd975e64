import { expect } from "chai";
import { fallToLiquidation } from "../../src/model/liquidationPrice.ts";
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
  WBTC,
  WETH,
} from "../support/lending.ts";

const BPS_TO_WAD = 10n ** 14n;

describe("T3 distance to liquidation", () => {
  let fixture: LendingFixture;
  let weth: ListedReserve;
  let usdc: ListedReserve;
  let wbtc: ListedReserve;
  let holder: Account;
  let liquidator: Account;

  beforeEach(async () => {
    fixture = await deployLending("aave-v3.6", [WETH, USDC, WBTC], NO_INTEREST);
    [weth, usdc, wbtc] = fixture.reserves as [ListedReserve, ListedReserve, ListedReserve];
    const lender = fixture.signers[2] as Account;
    holder = fixture.signers[3] as Account;
    liquidator = fixture.signers[4] as Account;
    for (const reserve of fixture.reserves) {
      await supply(fixture, lender, reserve, 1_000_000n * reserve.unit);
      await fund(fixture, liquidator, reserve, 1_000_000n * reserve.unit);
    }
  });

  const health = async () => (await fixture.pool.getUserAccountData(holder.address)).healthFactor;
  const liquidate = (collateral: ListedReserve, debt: ListedReserve) =>
    fixture.pool.connect(liquidator).liquidationCall(collateral.token, debt.token, holder.address, debt.unit, false, {
      gasLimit: 5_000_000n,
    });
  /** A price `x` (wad) lower, up to a whole unit of the oracle. */
  const fallen = (price: bigint, x: bigint, beta = WAD) => {
    const left = price * (WAD * WAD - beta * x);
    return (left + WAD * WAD - 1n) / (WAD * WAD);
  };

  it("is 1 − 1/HF for volatile collateral and stable debt, to one unit of price", async () => {
    await supply(fixture, holder, weth, 10n * WAD);
    await borrow(fixture, holder, usdc, 13_337_123_457n);
    const x = fallToLiquidation(
      [{ value: 20_000n * 10n ** 8n, beta: WAD, threshold: WETH.threshold * BPS_TO_WAD }],
      [{ value: 13_337_123_457n * 100n, beta: 0n }],
    ) as bigint;
    expect(x > WAD - (WAD * WAD) / (await health()) - 10n && x > 0n).to.equal(true);

    await print(weth, fallen(WETH.price, x));
    expect((await health()) >= WAD).to.equal(true);
    await expect(liquidate(weth, usdc)).to.be.revertedWithCustomError(fixture.pool, "LendingPool_Healthy");

    await print(weth, fallen(WETH.price, x) - 1n);
    expect((await health()) < WAD).to.equal(true);
    await liquidate(weth, usdc);
  });

  it("is a rise of HF − 1 for stable collateral and volatile debt, to one unit of price", async () => {
    await supply(fixture, holder, usdc, 30_000n * usdc.unit);
    await borrow(fixture, holder, weth, parseWad("9.1"));
    const before = await health();
    const x = fallToLiquidation(
      [{ value: 30_000n * 10n ** 8n, beta: 0n, threshold: USDC.threshold * BPS_TO_WAD }],
      [{ value: 18_200n * 10n ** 8n, beta: WAD }],
    ) as bigint;
    const gap = -x - (before - WAD);
    expect(gap <= 1n && gap >= -1n).to.equal(true);

    await print(weth, fallen(WETH.price, x) - 1n);
    await expect(liquidate(usdc, weth)).to.be.revertedWithCustomError(fixture.pool, "LendingPool_Healthy");
    await print(weth, fallen(WETH.price, x) + 1n);
    await liquidate(usdc, weth);
  });

  it("solves a mixed account whose assets fall at different betas, to two units of price", async () => {
    await supply(fixture, holder, weth, 10n * WAD);
    await supply(fixture, holder, wbtc, wbtc.unit / 2n);
    await supply(fixture, holder, usdc, 10_000n * usdc.unit);
    await borrow(fixture, holder, usdc, 31_000n * usdc.unit);
    await borrow(fixture, holder, wbtc, wbtc.unit / 10n);
    const half = WAD / 2n;
    const x = fallToLiquidation(
      [
        { value: 20_000n * 10n ** 8n, beta: WAD, threshold: WETH.threshold * BPS_TO_WAD },
        { value: 30_000n * 10n ** 8n, beta: half, threshold: WBTC.threshold * BPS_TO_WAD },
        { value: 10_000n * 10n ** 8n, beta: 0n, threshold: USDC.threshold * BPS_TO_WAD },
      ],
      [
        { value: 31_000n * 10n ** 8n, beta: 0n },
        { value: 6_000n * 10n ** 8n, beta: half },
      ],
    ) as bigint;
    expect(x > 0n && x < WAD / 2n).to.equal(true);

    await print(weth, fallen(WETH.price, x));
    await print(wbtc, fallen(WBTC.price, x, half));
    expect((await health()) >= WAD).to.equal(true);
    await print(weth, fallen(WETH.price, x) - 2n);
    await print(wbtc, fallen(WBTC.price, x, half) - 2n);
    expect((await health()) < WAD).to.equal(true);
  });
});
