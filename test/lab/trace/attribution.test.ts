import { expect } from "chai";
import type { AttributionRow } from "../../../src/trace/row.ts";
import { RAY, WAD } from "../../../src/units.ts";
import { asFork } from "../../support/asFork.ts";
import { AT, AttributedBlock, logOf } from "../../support/attributedBlock.ts";

const USDC = 10n ** 6n;
const YEAR = 31_536_000;
const CAUSES = ["price", "carry", "slippage", "fees", "bonuses", "funding", "socialised"] as const;

/** A group's causes that are not zero, in dollars. */
function causes(row: AttributionRow | undefined): Record<string, number> {
  const given = CAUSES.map((cause) => [cause, Number(row?.[cause])] as const);
  return Object.fromEntries(given.filter(([, usd]) => usd !== 0));
}

/** What the causes leave open of a group's result, in dollars. */
function open(row: AttributionRow): number {
  return Number(row.endUsd) - Number(row.startUsd) - CAUSES.reduce((sum, cause) => sum + Number(row[cause]), 0);
}

function expectClosed(rows: Record<string, AttributionRow>): void {
  for (const row of Object.values(rows)) expect(open(row), row.group).to.be.closeTo(0, 1e-5);
}

describe("Attribution", () => {
  it("gives price to what is held: wallets and claims less debts", () => {
    const block = new AttributedBlock();
    block.give(AT.weth, AT.desk, 5n * WAD);
    block.economy.hold(0, { WETH: 2n * WAD }, { USDC: 3000n * USDC });
    const rows = block.run({ prices: { WETH: { reference: 3000n * WAD } } });

    expect(rows.some).to.include({ startUsd: "5000.000000", endUsd: "3000.000000" });
    expect(causes(rows.some)).to.deep.equal({ price: -2000 });
    expect(causes(rows.desk)).to.deep.equal({ price: -5000 });
    expectClosed(rows);
  });

  it("gives carry to interest, owed and earned, and the reserve factor's part to the treasury", () => {
    const block = new AttributedBlock();
    const tenPercent = RAY / 10n;
    block.economy.hold(0, { WETH: WAD }, {});
    block.economy.hold(1, {}, { WETH: WAD });
    const totals = { scaledSupply: WAD, scaledDebt: WAD };
    block.reserve("WETH", { supplyRate: tenPercent, debtRate: 0n, ...totals });
    const after = { index: (RAY * 11n) / 10n, lastUpdate: BigInt(YEAR), accrued: WAD / 100n, ...totals };
    const rows = block.run({ time: YEAR, after: () => block.reserve("WETH", after) });

    expect(causes(rows.some)).to.deep.equal({ carry: 400 });
    expect(causes(rows.treasury)).to.deep.equal({ carry: 44 });
    expect(causes(rows["lending venue"])).to.deep.equal({ carry: -444 });
    expectClosed(rows);
  });

  it("lets no debt grow where there is none yet, as the venue does not", () => {
    const block = new AttributedBlock();
    block.reserve("WETH", { debtRate: RAY / 10n });
    const after = { lastUpdate: BigInt(YEAR), scaledDebt: WAD };
    const borrowed = [
      logOf(AT.debtWeth, "Mint", AT.holder, AT.holder, WAD, 0n, RAY),
      logOf(AT.weth, "Transfer", AT.aWeth, AT.holder, WAD),
    ];
    const rows = block.run({
      time: YEAR,
      logs: borrowed,
      after() {
        block.reserve("WETH", after);
        block.economy.hold(0, {}, { WETH: WAD });
      },
    });
    expect(causes(rows.some)).to.deep.equal({});
    expectClosed(rows);
  });

  it("gives carry to a staked asset's growth and price to the rest of its move", () => {
    const block = new AttributedBlock();
    block.economy.hold(0, { wstETH: WAD }, {});
    const rows = block.run({ prices: { wstETH: { reference: 3690n * WAD, rate: (123n * WAD) / 100n } } });
    expect(causes(rows.some)).to.deep.equal({ carry: 40, price: -1230 });
  });

  it("splits a swap into the pool's fee and slippage against the reference", () => {
    const block = new AttributedBlock();
    block.give(AT.weth, AT.desk, WAD);
    block.give(AT.usdc, AT.pool, 10_000n * USDC);
    const rows = block.run({
      from: AT.desk,
      logs: [
        logOf(AT.weth, "Transfer", AT.desk, AT.pool, WAD),
        logOf(AT.usdc, "Transfer", AT.pool, AT.desk, 3900n * USDC),
        // USDC has the lower address: it is token0.
        logOf(AT.pool, "Swap", AT.desk, AT.desk, -3900n * USDC, WAD, 1n, 1n, 0n),
      ],
    });
    expect(causes(rows.desk)).to.deep.equal({ fees: -2, slippage: -98 });
    expect(causes(rows["liquidity provider"])).to.deep.equal({ fees: 2, slippage: 98 });
    expectClosed(rows);
  });

  it("gives the bonus of a liquidation to who repaid, and the venue's part of it to the treasury", () => {
    const block = new AttributedBlock();
    block.give(AT.usdc, AT.desk, 4000n * USDC);
    block.economy.hold(0, { WETH: 2n * WAD }, { USDC: 6000n * USDC });
    block.reserve("WETH", { scaledSupply: 2n * WAD });
    block.reserve("USDC", { scaledDebt: 6000n * USDC });
    const [seized, fee] = [(1045n * WAD) / 1000n, (5n * WAD) / 1000n];
    const rows = block.run({
      from: AT.desk,
      logs: [
        logOf(AT.debtUsdc, "Burn", AT.holder, AT.nobody, 4000n * USDC, 0n, RAY),
        logOf(AT.aWeth, "Burn", AT.holder, AT.desk, seized, 0n, RAY),
        logOf(AT.aWeth, "BalanceTransfer", AT.holder, AT.treasury, fee, RAY),
        logOf(AT.pool, "LiquidationCall", AT.weth, AT.usdc, AT.holder, 4000n * USDC, seized, AT.desk, false),
        logOf(AT.weth, "Transfer", AT.aWeth, AT.desk, seized),
        logOf(AT.usdc, "Transfer", AT.desk, AT.aUsdc, 4000n * USDC),
      ],
      after() {
        block.economy.hold(0, { WETH: 2n * WAD - seized - fee }, { USDC: 2000n * USDC });
        block.reserve("WETH", { scaledSupply: 2n * WAD - seized });
        block.reserve("USDC", { scaledDebt: 2000n * USDC });
      },
    });
    expect(causes(rows.desk)).to.deep.equal({ bonuses: 180 });
    expect(causes(rows.treasury)).to.deep.equal({ fees: 20 });
    expect(causes(rows.some)).to.deep.equal({ bonuses: -180, fees: -20 });
    expect(causes(rows["lending venue"])).to.deep.equal({});
    expectClosed(rows);
  });

  it("shows written-off debt as the venue's hole and the borrower's gain", () => {
    const block = new AttributedBlock();
    block.economy.hold(0, {}, { USDC: 700n * USDC });
    block.reserve("USDC", { scaledDebt: 700n * USDC });
    const rows = block.run({
      logs: [
        logOf(AT.debtUsdc, "Burn", AT.holder, AT.nobody, 700n * USDC, 0n, RAY),
        logOf(AT.pool, "DeficitCreated", AT.holder, AT.usdc, 700n * USDC),
      ],
      after() {
        block.economy.hold(0, {}, {});
        block.reserve("USDC", { deficit: 700n * USDC });
      },
    });
    expect(causes(rows.some)).to.deep.equal({ socialised: 700 });
    expect(causes(rows["lending venue"])).to.deep.equal({ socialised: -700 });
    expectClosed(rows);
  });

  it("gives a loan's premium to the treasury, or to suppliers where it lifts their index", () => {
    const loan = (extra: readonly ReturnType<typeof logOf>[], index: bigint, accrued: bigint) => {
      const block = new AttributedBlock();
      block.give(AT.usdc, AT.desk, 50n * USDC);
      block.economy.hold(0, { USDC: 1000n * USDC }, {});
      block.reserve("USDC", { scaledSupply: 1000n * USDC });
      const paid = logOf(AT.usdc, "Transfer", AT.desk, AT.aUsdc, 50n * USDC);
      const lent = logOf(AT.pool, "FlashLoan", AT.desk, AT.desk, AT.usdc, 100_000n * USDC, 0n, 50n * USDC, 0n);
      const after = () => block.reserve("USDC", { scaledSupply: 1000n * USDC, index, accrued });
      return block.run({ from: AT.desk, logs: [...extra, paid, lent], after });
    };
    const index = (RAY * 105n) / 100n;
    const toSuppliers = loan([logOf(AT.pool, "ReserveDataUpdated", AT.usdc, 0n, 0n, 0n, index, RAY)], index, 0n);
    const toTreasury = loan([], RAY, 50n * USDC);

    expect([causes(toSuppliers.desk), causes(toSuppliers.some)]).to.deep.equal([{ fees: -50 }, { fees: 50 }]);
    expect([causes(toTreasury.desk), causes(toTreasury.treasury)]).to.deep.equal([{ fees: -50 }, { fees: 50 }]);
    for (const rows of [toSuppliers, toTreasury]) {
      expectClosed(rows);
      expect(causes(rows["lending venue"])).to.deep.equal({});
    }
  });

  it("gives suppliers and a real pool's treasury the part of a premium that each gets", () => {
    const block = new AttributedBlock();
    block.economy.world.fork = asFork(0);
    block.economy.hold(0, { USDC: 1000n * USDC }, {});
    // As much again is nobody's here.
    block.reserve("USDC", { scaledSupply: 2000n * USDC });
    const index = (RAY * 102n) / 100n;
    const rows = block.run({
      from: AT.desk,
      logs: [
        logOf(AT.pool, "ReserveDataUpdated", AT.usdc, 0n, 0n, 0n, index, RAY),
        logOf(AT.usdc, "Transfer", AT.desk, AT.aUsdc, 51n * USDC),
        logOf(AT.pool, "FlashLoan", AT.desk, AT.desk, AT.usdc, 100_000n * USDC, 0n, 51n * USDC, 0n),
      ],
      after: () => block.reserve("USDC", { scaledSupply: 2000n * USDC, index, accrued: (11n * USDC * RAY) / index }),
    });
    expect(causes(rows.desk)).to.deep.equal({ fees: -51 });
    expect([causes(rows.some), causes(rows.others)]).to.deep.equal([{ fees: 20 }, { fees: 20 }]);
    expect(Number(rows.treasury?.fees)).to.equal(11);
    expectClosed(rows);
  });

  it("gives carry what a real pool takes off a debt and states in no event", () => {
    const block = new AttributedBlock();
    block.economy.world.fork = asFork(0);
    block.economy.hold(0, {}, { USDC: 1000n * USDC });
    block.reserve("USDC", { scaledDebt: 1000n * USDC });
    const rows = block.run({
      logs: [logOf(AT.debtUsdc, "Burn", AT.holder, AT.nobody, 100n * USDC, 0n, RAY)],
      after() {
        block.economy.hold(0, {}, { USDC: 893n * USDC });
        block.reserve("USDC", { scaledDebt: 893n * USDC });
      },
    });
    // The repayment itself came from nowhere in these logs and stays open.
    expect([causes(rows.some), open(rows.some as AttributionRow)]).to.deep.equal([{ carry: 7 }, 100]);
    expect(rows.others).to.include({ startUsd: "0.000000", endUsd: "0.000000" });
  });

  it("leaves open what no cause explains", () => {
    const block = new AttributedBlock();
    block.give(AT.weth, AT.desk, WAD);
    const rows = block.run({ logs: [logOf(AT.weth, "Transfer", AT.desk, AT.holder, WAD)] });
    expect(open(rows.desk as AttributionRow)).to.equal(-4000);
  });
});
