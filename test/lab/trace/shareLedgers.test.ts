import { expect } from "chai";
import { ShareLedgers } from "../../../src/trace/shareLedgers.ts";
import { WAD } from "../../../src/units.ts";
import { AT, AttributedBlock } from "../../support/attributedBlock.ts";
import { addVaults, moved, SHARE, VAULT } from "../../support/shareLogs.ts";

function ledgers(): ShareLedgers {
  const block = new AttributedBlock();
  addVaults(block);
  return new ShareLedgers(block.economy.world);
}

describe("ShareLedgers", () => {
  it("order vaults after those whose shares they hold, however they are listed", () => {
    expect(ledgers().all.map(({ symbol }) => symbol)).to.deep.equal(["ethVault", "outerVault"]);
  });

  it("count shares that are made and burnt, beside the virtual ones, not those that move", () => {
    const ledger = ledgers().at(VAULT);
    const virtual = 10n ** 6n;
    expect(ledger?.supply).to.equal(virtual);
    ledger?.book(moved(VAULT, AT.nobody, AT.holder, 5n * SHARE));
    ledger?.book(moved(VAULT, AT.holder, AT.desk, 2n * SHARE));
    ledger?.book(moved(VAULT, AT.desk, AT.nobody, SHARE));
    expect(ledger?.supply).to.equal(4n * SHARE + virtual);
  });

  it("value shares at their part of what the vault is worth, at nothing where it is insolvent", () => {
    const ledger = ledgers().of("ethVault");
    if (ledger === undefined) throw new Error("The vault is not listed.");
    ledger.book(moved(VAULT, AT.nobody, AT.holder, 4n * SHARE - 10n ** 6n));
    ledger.worth = 8_000n * WAD;
    expect(ledger.usd(SHARE)).to.equal(2_000n * WAD);
    ledger.worth = -WAD;
    expect(ledger.usd(SHARE)).to.equal(0n);
  });
});
