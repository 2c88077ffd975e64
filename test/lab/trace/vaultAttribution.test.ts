import { expect } from "chai";
import type { AttributionRow } from "../../../src/trace/row.ts";
import { RAY, WAD } from "../../../src/units.ts";
import type { Log } from "../../../src/world/transaction.ts";
import { AT, AttributedBlock, logOf } from "../../support/attributedBlock.ts";
import { addVaults, fill, moved, OUTER, OUTER_SHARE, SHARE, VAULT, vaultLog } from "../../support/shareLogs.ts";

const USDC = 10n ** 6n;
const CAUSES = ["price", "carry", "slippage", "fees", "bonuses", "funding", "socialised"] as const;

/** A group's causes that are not zero, in dollars to the cent. */
function causes(row: AttributionRow | undefined): Record<string, number> {
  const given = CAUSES.map((cause) => [cause, Math.round(Number(row?.[cause]) * 100) / 100] as const);
  return Object.fromEntries(given.filter(([, usd]) => usd !== 0));
}

function open(row: AttributionRow): number {
  return Number(row.endUsd) - Number(row.startUsd) - CAUSES.reduce((sum, cause) => sum + Number(row[cause]), 0);
}

function expectClosed(rows: Record<string, AttributionRow>): void {
  for (const row of Object.values(rows)) expect(open(row), row.group).to.be.closeTo(0, 1e-5);
}

function block(): AttributedBlock {
  const made = new AttributedBlock();
  addVaults(made);
  return made;
}

const cheaper = { prices: { WETH: { reference: 3_000n * WAD } } };

describe("attribution through vaults", () => {
  it("passes what a vault gains on to whoever holds its shares, and leaves the vault with nothing", () => {
    const made = block();
    fill(made, 10n * WAD, { [AT.holder]: 6n * SHARE, [AT.desk]: 4n * SHARE });
    const rows = made.run(cheaper);

    expect(rows.some).to.include({ startUsd: "24000.000000", endUsd: "18000.000000" });
    expect(causes(rows.some)).to.deep.equal({ price: -6_000 });
    expect(causes(rows.desk)).to.deep.equal({ price: -4_000 });
    expect(causes(rows.ethVault)).to.deep.equal({});
    expectClosed(rows);
  });

  it("passes it on through vaults over vaults", () => {
    const made = block();
    fill(made, 10n * WAD, { [OUTER]: 5n * SHARE, [AT.desk]: 5n * SHARE });
    made.give(OUTER, AT.holder, 5n * OUTER_SHARE);
    const rows = made.run(cheaper);

    expect(rows.some).to.include({ startUsd: "20000.000000", endUsd: "15000.000000" });
    expect(causes(rows.some)).to.deep.equal({ price: -5_000 });
    expect(causes(rows.outerVault)).to.deep.equal({});
    expectClosed(rows);
  });

  it("gives what waits in the queue to whoever asked", () => {
    const made = block();
    fill(made, 10n * WAD, { [AT.holder]: 6n * SHARE, [AT.desk]: 4n * SHARE });
    made.setUp(
      vaultLog(VAULT, "RedeemRequest", AT.desk, AT.desk, 1n, AT.desk, 4n * SHARE),
      moved(VAULT, AT.desk, VAULT, 4n * SHARE),
    );
    const rows = made.run(cheaper);

    expect(causes(rows.desk)).to.deep.equal({ price: -4_000 });
    expectClosed(rows);
  });

  it("follows a request to its fulfilment and its claim, and charges who left for what the unwinding cost", () => {
    const made = block();
    fill(made, 10n * WAD, { [AT.holder]: 6n * SHARE, [AT.desk]: 4n * SHARE });
    const paid = (39n * WAD) / 10n;
    const rows = made.run({
      from: AT.desk,
      logs: [
        vaultLog(VAULT, "RedeemRequest", AT.desk, AT.desk, 1n, AT.desk, 4n * SHARE),
        moved(VAULT, AT.desk, VAULT, 4n * SHARE),
        moved(VAULT, VAULT, AT.nobody, 4n * SHARE),
        vaultLog(VAULT, "RedeemFulfilled", AT.nobody, 4n * SHARE, paid),
        vaultLog(VAULT, "Withdraw", AT.desk, AT.desk, AT.desk, paid, 4n * SHARE),
        moved(AT.weth, VAULT, AT.desk, paid),
      ],
    });

    expect(causes(rows.desk)).to.deep.equal({ slippage: -400 });
    expect(causes(rows.some)).to.deep.equal({ slippage: 400 });
    expect(rows.desk?.endUsd).to.equal("15600.000000");
    expectClosed(rows);
  });

  it("gives the fee of a deposit to all who hold shares then", () => {
    const made = block();
    fill(made, 10n * WAD, { [AT.holder]: 10n * SHARE });
    made.give(AT.weth, AT.desk, 10n * WAD);
    const shares = (99n * SHARE) / 10n;
    const rows = made.run({
      from: AT.desk,
      logs: [
        moved(AT.weth, AT.desk, VAULT, 10n * WAD),
        moved(VAULT, AT.nobody, AT.desk, shares),
        vaultLog(VAULT, "Deposit", AT.desk, AT.desk, 10n * WAD, shares),
      ],
    });

    // 400 dollars, of which 9.9 of 19.9 shares come back.
    expect(causes(rows.desk)).to.deep.equal({ fees: -201.01 });
    expect(causes(rows.some)).to.deep.equal({ fees: 201.01 });
    expectClosed(rows);
  });

  it("calls what a withdrawal at a price above the reference takes from the others slippage, its fee apart", () => {
    const made = block();
    fill(made, 10n * WAD, { [AT.holder]: 5n * SHARE, [AT.desk]: 5n * SHARE });
    const paid = (49n * 11n * WAD) / 100n;
    const rows = made.run({
      from: AT.desk,
      logs: [
        moved(VAULT, AT.desk, AT.nobody, 5n * SHARE),
        moved(AT.weth, VAULT, AT.desk, paid),
        vaultLog(VAULT, "Withdraw", AT.desk, AT.desk, AT.desk, paid, 5n * SHARE),
      ],
    });

    expect(causes(rows.desk)).to.deep.equal({ slippage: 2_000, fees: -440 });
    expect(causes(rows.some)).to.deep.equal({ slippage: -2_000, fees: 440 });
    expectClosed(rows);
  });

  it("calls new shares of whoever takes the fees a fee to all others", () => {
    const made = block();
    fill(made, 11n * WAD, { [AT.holder]: 10n * SHARE });
    const rows = made.run({
      logs: [moved(VAULT, AT.nobody, AT.treasury, SHARE), vaultLog(VAULT, "FeesTaken", SHARE, WAD)],
    });

    expect(causes(rows.treasury)).to.deep.equal({ fees: 4_000 });
    expect(causes(rows.some)).to.deep.equal({ fees: -4_000 });
    expectClosed(rows);
  });

  it("lets shareholders bear what a vault's trade costs, not whoever sent it", () => {
    const made = block();
    fill(made, 10n * WAD, { [AT.holder]: 10n * SHARE });
    made.give(AT.usdc, AT.pool, 10_000n * USDC);
    const rows = made.run({
      from: AT.desk,
      logs: [
        moved(AT.usdc, AT.pool, VAULT, 3_900n * USDC),
        moved(AT.weth, VAULT, AT.pool, WAD),
        logOf(AT.pool, "Swap", AT.desk, VAULT, -3_900n * USDC, WAD, 1n, 1n, 0n),
      ],
    });

    expect(causes(rows.some)).to.deep.equal({ slippage: -98, fees: -2 });
    expect(causes(rows.desk)).to.deep.equal({});
    expectClosed(rows);
  });

  it("gives the reward for a rescue to who pulled it", () => {
    const made = block();
    fill(made, 10n * WAD, { [AT.holder]: 10n * SHARE });
    const rows = made.run({
      from: AT.desk,
      logs: [
        vaultLog(VAULT, "RipcordPulled", AT.desk, 5n * WAD, 4n * WAD, WAD / 10n),
        moved(AT.weth, VAULT, AT.desk, WAD / 10n),
      ],
    });

    expect(causes(rows.desk)).to.deep.equal({ bonuses: 400 });
    expect(causes(rows.some)).to.deep.equal({ bonuses: -400 });
    expectClosed(rows);
  });

  it("takes no more from shareholders than they had, and leaves what an insolvent vault lacks with the vault", () => {
    const made = block();
    fill(made, 10n * WAD, { [AT.holder]: 10n * SHARE });
    made.setUp(logOf(AT.debtUsdc, "Mint", VAULT, VAULT, 35_000n * USDC, 0n, RAY));
    const rows = made.run(cheaper);

    expect(rows.some).to.include({ startUsd: "5000.000000", endUsd: "0.000000" });
    expect(causes(rows.some)).to.deep.equal({ price: -5_000 });
    expect(rows.ethVault).to.include({ startUsd: "0.000000", endUsd: "-5000.000000", price: "-5000.000000" });
    expectClosed(rows);
  });

  it("leaves a gift to a vault open", () => {
    const made = block();
    fill(made, 10n * WAD, { [AT.holder]: 10n * SHARE });
    made.give(AT.weth, AT.desk, WAD);
    const rows = made.run({ from: AT.desk, logs: [moved(AT.weth, AT.desk, VAULT, WAD)] as Log[] });

    expect(open(rows.desk as AttributionRow)).to.equal(-4_000);
    expect(open(rows.ethVault as AttributionRow)).to.equal(4_000);
  });
});
