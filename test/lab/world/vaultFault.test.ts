import { expect } from "chai";
import { FaultlineError } from "../../../src/errors.ts";
import { WAD } from "../../../src/units.ts";
import type { VaultInfo } from "../../../src/world/deployment.ts";
import { orVaultFault, tooManyTrades, vaultFault } from "../../../src/world/vaultFault.ts";

const LOOP = { symbol: "loopETH", kind: "loop" } as VaultInfo;

describe("vaultFault", () => {
  it("says where a vault ended, and what may help a vault of its kind", () => {
    const loop = vaultFault(LOOP, (21n * WAD) / 10n);
    expect([loop.code, loop.exitCode, loop.place]).to.deep.equal(["VAULT_NOT_STEERED", 2, "assets.loopETH.vault"]);
    expect(loop.message).to.equal("loopETH could not be brought to its leverage: it ended at 2.100.");
    expect(loop.hint).to.contain("lenders supply");

    const basis = vaultFault({ symbol: "basisUSD", kind: "basis" } as VaultInfo, WAD / 2n);
    expect(basis.message).to.equal("basisUSD could not be brought to its hedge: it ended at 0.500.");
    expect(basis.hint).to.contain("pools of the spot");
  });

  it("says how many trades of the vault's size it would have taken", () => {
    const fault = tooManyTrades(LOOP, 160_000, 2_000);
    expect([fault.code, fault.exitCode]).to.deep.equal(["VAULT_NOT_STEERED", 2]);
    expect(fault.message).to.contain("it takes 160000 trades of maxTradeUsd, more than 2000.");
  });
});

describe("orVaultFault", () => {
  const caught = (error: unknown) =>
    orVaultFault(LOOP, Promise.reject(error)).then(
      () => undefined,
      (fault) => fault,
    );

  it("gives a transaction that reverted the vault's name, and lets other errors pass", async () => {
    const reverted = new FaultlineError("SETUP_REVERTED", "No.", { cause: { from: "0x1", reason: "it was too dear" } });
    const fault = await caught(reverted);
    expect([fault.code, fault.cause]).to.deep.equal(["VAULT_NOT_STEERED", reverted]);
    expect(fault.message).to.equal("loopETH could not be brought to its leverage: it was too dear.");
    const others = [new Error("elsewhere"), new FaultlineError("SETUP_STUCK", "No.")];
    for (const other of others) expect(await caught(other)).to.equal(other);
    expect(await orVaultFault(LOOP, Promise.resolve(7))).to.equal(7);
  });
});
