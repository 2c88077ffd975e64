import { expect } from "chai";
import { constantProductDepth } from "../../../src/model/bidDepth.ts";
import type { BookAccount, BookDefence } from "../../../src/model/bookAccount.ts";
import type { SaleTerms } from "../../../src/model/bookLiquidation.ts";
import { repayToRestoreUp } from "../../../src/model/restore.ts";
import { PRESETS } from "../../../src/model/rules.ts";
import { SaleRounds } from "../../../src/model/saleRounds.ts";
import { parseWad, WAD } from "../../../src/units.ts";

const THOUSAND = 1_000n * WAD;
const terms: SaleTerms = { depth: constantProductDepth(10n ** 12n * WAD), poolFee: 0n, minimumProfit: 10n * WAD };
const eth = {
  usd: 100n * THOUSAND,
  exposed: true,
  threshold: parseWad("0.8"),
  incentive: parseWad("1.05"),
  protocolFee: 0n,
};
const account: BookAccount = {
  collaterals: [eth],
  debts: [{ usd: 64n * THOUSAND, exposed: false }], // health 1.25: liquidatable below 0.8
  rules: PRESETS["aave-v3.6"],
};
const justBelow = parseWad("0.7999");
const close = (value: bigint | undefined, expected: bigint) =>
  expect(Number(value ?? -1n) / 1e18).to.be.closeTo(Number(expected) / 1e18, 1e-6);

/** What is sold in each of the blocks in which the oracle shows these factors; pools stand at the oracle's price. */
function sales(factors: readonly string[], accounts: readonly BookAccount[] = [account], own: SaleTerms = terms) {
  const rounds = new SaleRounds(accounts, own);
  return factors.map((factor) => rounds.sell(parseWad(factor), 0n));
}

function defender(by: BookDefence["by"], beatsLiquidators = false): BookAccount {
  return { ...account, defence: { trigger: parseWad("1.1"), target: parseWad("1.3"), by, beatsLiquidators } };
}

describe("SaleRounds", () => {
  it("sells nothing while everybody is healthy, then 1.05 times half of the debt", () => {
    const [before, after] = sales(["0.8", "0.7999"]);
    expect(before).to.equal(0n);
    close(after, (32n * THOUSAND * 105n) / 100n);
  });

  it("sells once a block, and goes on further down until all debt is gone", () => {
    const [first, second, third] = sales(["0.7999", "0.7999", "0.65"]);
    expect(first !== undefined && first > 0n && second === 0n && third !== undefined && third > 0n).to.equal(true);
  });

  it("closes all at health 0.95 or less, in one sale", () => {
    const [sold, more] = sales(["0.75", "0.7"]);
    close(sold, (64n * THOUSAND * 105n) / 100n);
    expect(more).to.equal(0n);
  });

  it("sells what there is when the collateral is short", () => {
    close(sales(["0.5"])[0], 50n * THOUSAND);
  });

  it("repays in slices that earn most where the pool is thin, and no further than health one", () => {
    const thin = { ...terms, depth: constantProductDepth(400n * THOUSAND) };
    const sold = sales(
      Array.from({ length: 30 }, () => "0.78"),
      [account],
      thin,
    ).filter((usd) => usd > 0n);
    expect(sold.length).to.be.greaterThan(1);
    const restoring = repayToRestoreUp(
      { collateral: 78n * THOUSAND, debt: 64n * THOUSAND, threshold: eth.threshold, incentive: eth.incentive },
      WAD,
    );
    const repaid = (sold.reduce((sum, usd) => sum + usd, 0n) * 100n) / 105n;
    const slice = ((sold[0] ?? 0n) * 100n) / 105n;
    expect(repaid >= restoring && repaid < restoring + slice).to.equal(true);
  });

  it("lets what the pools do not pay for wait, the largest debt being first", () => {
    const small = {
      ...account,
      collaterals: [{ ...eth, usd: 50n * THOUSAND }],
      debts: [{ usd: 32n * THOUSAND, exposed: false }],
    };
    const thin = { ...terms, depth: constantProductDepth(1_000n * THOUSAND) };
    const both = new SaleRounds([small, account], thin);
    const alone = new SaleRounds([account], thin);
    expect(both.sell(justBelow, 0n)).to.equal(alone.sell(justBelow, 0n));
    expect(both.sell(justBelow, 0n) > 0n).to.equal(true);
  });

  it("sells less where the pools have been sold into already, and more while they stand above the oracle", () => {
    const thin = { ...terms, depth: constantProductDepth(800n * THOUSAND) };
    const at = (ahead: bigint) => new SaleRounds([account], thin).sell(justBelow, ahead);
    expect(at(10n * THOUSAND) < at(0n) && at(0n) < at(-10n * THOUSAND)).to.equal(true);
    expect(at(50n * THOUSAND)).to.equal(0n);
  });

  it("sells nothing where nobody earns anything: a fee or a loan above the bonus, no liquidity, too small a profit", () => {
    const dry = { paidTo: () => 0n, perLogAt: () => 0n };
    const hopeless: Partial<SaleTerms>[] = [
      { poolFee: parseWad("0.06") },
      { loanFee: parseWad("0.06") },
      { depth: dry },
      { minimumProfit: 100n * THOUSAND },
    ];
    for (const own of hopeless) expect(sales(["0.7"], [account], { ...terms, ...own })).to.deep.equal([0n]);
  });

  it("waits for the full close where half would not pay for itself", () => {
    const [half, full] = sales(["0.7999", "0.7599"], [account], { ...terms, minimumProfit: 2n * THOUSAND });
    expect(half).to.equal(0n); // half earns 1,600, all of it 3,200 at health 0.95
    close(full, (64n * THOUSAND * 105n) / 100n);
  });

  it("sells nothing for a loop whose debt falls with its collateral", () => {
    expect(sales(["0.2"], [{ ...account, debts: [{ usd: 70n * THOUSAND, exposed: true }] }])).to.deep.equal([0n]);
  });

  it("lets a defender sell to its target a block after it saw the need", () => {
    const rounds = new SaleRounds([defender("deleverage")], terms);
    expect([rounds.sell(parseWad("0.88"), 0n), rounds.isWaiting]).to.deep.equal([0n, false]); // health 1.1
    expect([rounds.sell(parseWad("0.87"), 0n), rounds.isWaiting]).to.deep.equal([0n, true]);
    // (1.3·64 − 0.8·87) / (1.3 − 0.8) = 27.2 thousand
    close(rounds.sell(parseWad("0.87"), 0n), (272n * THOUSAND) / 10n);
    expect([rounds.sell(parseWad("0.87"), 0n), rounds.isWaiting]).to.deep.equal([0n, false]);
  });

  it("lets a defender repay out of its pocket without selling", () => {
    expect(sales(["0.85", "0.85", "0.79"], [defender("repay")])).to.deep.equal([0n, 0n, 0n]);
  });

  it("gives an instant fall through one to the liquidators, unless the defender is first", () => {
    close(sales(["0.79"], [defender("deleverage")])[0], (32n * THOUSAND * 105n) / 100n);
    // (1.3·64 − 0.8·79) / 0.5 = 40 thousand
    close(sales(["0.79"], [defender("deleverage", true)])[0], 40n * THOUSAND);
  });
});
