import { expect } from "chai";
import { constantProductDepth } from "../../../src/model/bidDepth.ts";
import type { BookAccount } from "../../../src/model/bookAccount.ts";
import { forcedSales } from "../../../src/model/forcedSales.ts";
import { repayToRestoreUp } from "../../../src/model/restore.ts";
import { PRESETS } from "../../../src/model/rules.ts";
import { parseWad, WAD } from "../../../src/units.ts";

const THOUSAND = 1_000n * WAD;
const deep = constantProductDepth(10n ** 12n * WAD);
const terms = { depth: deep, poolFee: 0n, minimumProfit: 10n * WAD };
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
const close = (value: bigint | undefined, expected: bigint) =>
  expect(Number(value ?? -1n) / 1e18).to.be.closeTo(Number(expected) / 1e18, 1e-6);

describe("forcedSales", () => {
  it("sells 1.05 times half of the debt as the price passes the threshold", () => {
    const [first] = forcedSales(account, WAD, terms);
    close(first?.factor, parseWad("0.8"));
    close(first?.usd, (32n * THOUSAND * 105n) / 100n);
  });

  it("goes on until health is one again: nothing more at once, the rest further down", () => {
    const sales = forcedSales(account, WAD, terms);
    expect(sales.length).to.be.greaterThan(2);
    for (const [i, sale] of sales.entries()) {
      if (i > 0) expect(sale.factor < (sales[i - 1]?.factor as bigint)).to.equal(true);
    }
  });

  it("closes all at health 0.95 or less, in one sale", () => {
    const sales = forcedSales(account, parseWad("0.75"), terms);
    expect(sales).to.have.length(1);
    close(sales[0]?.usd, (64n * THOUSAND * 105n) / 100n);
  });

  it("sells what there is when the collateral is short", () => {
    const [sale] = forcedSales(account, parseWad("0.5"), terms);
    close(sale?.usd, 50n * THOUSAND);
  });

  it("repays in slices that earn most where the pool is thin, and no further than health one", () => {
    const thin = { ...terms, depth: constantProductDepth(400n * THOUSAND) };
    const sales = forcedSales(account, parseWad("0.78"), thin);
    const atOnce = sales.filter(({ factor }) => factor === parseWad("0.78"));
    expect(atOnce.length).to.be.greaterThan(1);
    const restoring = repayToRestoreUp(
      { collateral: 78n * THOUSAND, debt: 64n * THOUSAND, threshold: eth.threshold, incentive: eth.incentive },
      WAD,
    );
    const repaid = (atOnce.reduce((sum, { usd }) => sum + usd, 0n) * 100n) / 105n;
    const slice = ((atOnce[0]?.usd ?? 0n) * 100n) / 105n;
    expect(repaid >= restoring && repaid < restoring + slice).to.equal(true);
  });

  it("stops where nobody earns anything: a fee above the bonus, no liquidity, too small a profit", () => {
    expect(forcedSales(account, parseWad("0.7"), { ...terms, poolFee: parseWad("0.06") })).to.deep.equal([]);
    const dry = { paidTo: () => 0n, perLogAt: () => 0n };
    expect(forcedSales(account, parseWad("0.7"), { ...terms, depth: dry })).to.deep.equal([]);
    expect(forcedSales(account, parseWad("0.7"), { ...terms, minimumProfit: 100n * THOUSAND })).to.deep.equal([]);
  });

  it("waits for the full close where half would not pay for itself", () => {
    const [sale] = forcedSales(account, WAD, { ...terms, minimumProfit: 2n * THOUSAND });
    close(sale?.factor, parseWad("0.76")); // half earns 1,600, all of it 3,200 at health 0.95
    close(sale?.usd, (64n * THOUSAND * 105n) / 100n);
  });

  it("sells nothing for a loop whose debt falls with its collateral", () => {
    const loop = { ...account, debts: [{ usd: 70n * THOUSAND, exposed: true }] };
    expect(forcedSales(loop, parseWad("0.2"), terms)).to.deep.equal([]);
  });

  it("lets a defender sell to its target before anyone liquidates it", () => {
    const defence = {
      trigger: parseWad("1.1"),
      target: parseWad("1.3"),
      by: "deleverage",
      beatsLiquidators: false,
    } as const;
    const [first] = forcedSales({ ...account, defence }, WAD, terms);
    close(first?.factor, parseWad("0.88")); // health 1.25 · 0.88 = 1.1
    // (1.3·64 − 0.8·88) / (1.3 − 0.8) = 25.6 thousand
    close(first?.usd, (256n * THOUSAND) / 10n);
  });

  it("lets a defender repay out of its pocket without selling", () => {
    const defence = {
      trigger: parseWad("1.1"),
      target: parseWad("1.3"),
      by: "repay",
      beatsLiquidators: false,
    } as const;
    const sales = forcedSales({ ...account, defence }, parseWad("0.85"), terms);
    expect(sales).to.deep.equal([]);
  });

  it("gives an instant fall through one to the liquidators, unless the defender is first", () => {
    const defence = { trigger: parseWad("1.1"), target: parseWad("1.3"), by: "deleverage" } as const;
    const late = forcedSales({ ...account, defence: { ...defence, beatsLiquidators: false } }, parseWad("0.79"), terms);
    const early = forcedSales({ ...account, defence: { ...defence, beatsLiquidators: true } }, parseWad("0.79"), terms);
    close(late[0]?.usd, (32n * THOUSAND * 105n) / 100n);
    // (1.3·64 − 0.8·79) / 0.5 = 40 thousand
    close(early[0]?.usd, 40n * THOUSAND);
  });
});
