import { expect } from "chai";
import { fullRangePosition } from "../../src/model/fullRange.ts";
import { loopLimitDown, loopPosition } from "../../src/model/loop.ts";
import { sqrtPriceFromPrice } from "../../src/model/marketPrice.ts";
import { formatDecimal, parseWad, WAD } from "../../src/units.ts";
import {
  type Account,
  borrow,
  deployLending,
  fund,
  type ListedReserve,
  NO_INTEREST,
  supply,
  USDC,
  WETH,
} from "../support/lending.ts";
import { createPool, deployUniswapFor, swapOnChain } from "../support/uniswap.ts";

// Interest is switched off: the closed form has no time in it.
const ITERATIONS = 8;
const INITIAL = 10n * WAD;

describe("T1 recursive loop", () => {
  it("holds C0·(1 − q^(n+1))/(1 − q) and owes that less C0, in one asset, to n(n + 1)/2 wei", async () => {
    const fixture = await deployLending("aave-v3.6", [WETH], NO_INTEREST);
    const [weth] = fixture.reserves as [ListedReserve];
    const looper = fixture.signers[2] as Account;
    const q = parseWad("0.75");

    let deposit = INITIAL;
    await supply(fixture, looper, weth, deposit);
    for (let step = 0; step < ITERATIONS; step++) {
      deposit = (deposit * q) / WAD;
      await borrow(fixture, looper, weth, deposit);
      await fixture.pool.connect(looper).supply(weth.token, deposit, looper.address, 0);
    }

    const collateral = await weth.aToken.balanceOf(looper.address);
    const debt = await weth.debtToken.balanceOf(looper.address);
    const closed = loopPosition(INITIAL, q, WAD, ITERATIONS);
    const rounding = BigInt(ITERATIONS * (ITERATIONS + 1)) / 2n;
    expect(closed.collateral - collateral >= 0n && closed.collateral - collateral <= rounding).to.equal(true);
    expect(collateral - debt).to.equal(INITIAL);
    expect(collateral < loopLimitDown(INITIAL, q)).to.equal(true);
  });

  it("carries pool fee and a poor price in the ratio across a pair, to one part in 10^9", async () => {
    const fixture = await deployLending("aave-v3.6", [WETH, USDC], NO_INTEREST);
    const [weth, usdc] = fixture.reserves as [ListedReserve, ListedReserve];
    const lender = fixture.signers[2] as Account;
    const looper = fixture.owner;
    await supply(fixture, lender, usdc, 10n ** 12n);

    // The pool asks 0.4 % above the oracle and is too deep for these trades to move it.
    const uniswap = await deployUniswapFor(fixture.ethers, looper, [weth.token, usdc.token]);
    const side = { baseIsToken0: uniswap.addresses[0] === weth.token.target, baseDecimals: 18, quoteDecimals: 6 };
    const root = sqrtPriceFromPrice(parseWad("2008"), side);
    const pool = await createPool(uniswap, 500, root, [fullRangePosition(root, 10, 10n ** 24n, side)]);

    const ltv = parseWad("0.7");
    const kept = (parseWad("0.9995") * 2_000n) / 2_008n;
    let deposit = INITIAL;
    await supply(fixture, looper, weth, deposit);
    for (let step = 0; step < ITERATIONS; step++) {
      const borrowed = (deposit * ltv * 2_000n * usdc.unit) / (WAD * WAD);
      await borrow(fixture, looper, usdc, borrowed);
      const { amountOut } = await swapOnChain(uniswap, pool, 500, { zeroForOne: !side.baseIsToken0, amount: borrowed });
      deposit = amountOut;
      await fund(fixture, looper, weth, 0n);
      await fixture.pool.connect(looper).supply(weth.token, deposit, looper.address, 0);
    }

    const collateral = await weth.aToken.balanceOf(looper.address);
    const debt = await usdc.debtToken.balanceOf(looper.address);
    const closed = loopPosition(INITIAL, ltv, kept, ITERATIONS);
    const near = (value: bigint, expected: bigint) => {
      const gap = value > expected ? value - expected : expected - value;
      expect(gap <= expected / 10n ** 9n, formatDecimal(value, 18)).to.equal(true);
    };
    near(collateral, closed.collateral);
    near((debt * WAD * WAD) / (2_000n * usdc.unit) / WAD, closed.debt);
  });
});
