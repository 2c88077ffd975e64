import { expect } from "chai";
import { RedemptionQueue } from "../../../src/trace/redemptionQueue.ts";
import type { VaultEvent } from "../../../src/trace/vaultEvent.ts";
import { VaultEvents } from "../../../src/trace/vaultEvents.ts";
import { AT } from "../../support/attributedBlock.ts";
import { moved, VAULT, vaultLog } from "../../support/shareLogs.ts";

const [ANN, BEN] = ["0xaa", "0xbb"];

function queueOf(...events: [name: "ask" | "serve" | "claim", who: string, amount: bigint, assets?: bigint][]) {
  const queue = new RedemptionQueue();
  const parts = events.map(([name, owner, shares, assets = 0n]) => {
    const common = { owner, controller: owner, sender: owner, receiver: owner, requestId: 0n, shares, assets };
    const names = { ask: "RedeemRequest", serve: "RedeemFulfilled", claim: "Claimed" } as const;
    return queue.apply({ ...common, name: names[name] } as VaultEvent);
  });
  return { queue, parts: parts.at(-1) };
}

describe("RedemptionQueue", () => {
  it("serves requests in the order of asking, and the last as far as it goes", () => {
    const { queue, parts } = queueOf(["ask", ANN, 10n], ["ask", BEN, 10n], ["serve", "", 15n, 30n]);

    expect(parts).to.deep.equal([
      { controller: ANN, shares: 10n, assets: 20n },
      { controller: BEN, shares: 5n, assets: 10n },
    ]);
    expect([...queue.pending]).to.deep.equal([[BEN, 5n]]);
    expect([...queue.claimable]).to.deep.equal([
      [ANN, 20n],
      [BEN, 10n],
    ]);
  });

  it("goes on where the last fulfilment ended", () => {
    const { queue, parts } = queueOf(
      ["ask", ANN, 10n],
      ["serve", "", 4n, 8n],
      ["ask", BEN, 10n],
      ["serve", "", 16n, 16n],
    );

    expect(parts).to.deep.equal([
      { controller: ANN, shares: 6n, assets: 6n },
      { controller: BEN, shares: 10n, assets: 10n },
    ]);
    expect(queue.pending.size).to.equal(0);
    expect(queue.claimable.get(ANN)).to.equal(14n);
  });

  it("rounds each stretch at both its ends, so that all add up to what was set aside", () => {
    const { parts } = queueOf(["ask", ANN, 1n], ["ask", BEN, 1n], ["ask", ANN, 1n], ["serve", "", 3n, 10n]);

    expect(parts?.map(({ assets }) => assets)).to.deep.equal([3n, 3n, 4n]);
  });

  it("forgets what was claimed", () => {
    const { queue } = queueOf(["ask", ANN, 10n], ["serve", "", 10n, 7n], ["claim", ANN, 10n, 7n]);

    expect([queue.pending.size, queue.claimable.size]).to.deep.equal([0, 0]);
  });

  it("burns for nothing where nothing was left", () => {
    const { queue, parts } = queueOf(["ask", ANN, 10n], ["serve", "", 10n, 0n]);

    expect(parts).to.deep.equal([{ controller: ANN, shares: 10n, assets: 0n }]);
    expect(queue.claimable.size).to.equal(0);
  });
});

describe("VaultEvents", () => {
  const paid = vaultLog(VAULT, "Withdraw", AT.desk, AT.desk, AT.desk, 5n, 5n);

  it("calls what is paid for shares that were just burnt a withdrawal", () => {
    const events = new VaultEvents(VAULT);
    expect(events.next(moved(VAULT, AT.desk, AT.nobody, 5n))).to.equal(undefined);
    expect(events.next(paid)?.name).to.equal("Withdraw");
  });

  it("calls what is paid without one a claim", () => {
    const events = new VaultEvents(VAULT);
    events.next(moved(VAULT, AT.desk, AT.nobody, 5n));
    events.next(paid);
    expect(events.next(paid)?.name).to.equal("Claimed");
  });

  it("takes shares that the vault burns of its own for a fulfilment's, not for a withdrawal's", () => {
    const events = new VaultEvents(VAULT);
    events.next(moved(VAULT, VAULT, AT.nobody, 5n));
    expect(events.next(paid)?.name).to.equal("Claimed");
  });

  it("remembers who got the last new shares", () => {
    const events = new VaultEvents(VAULT);
    events.next(moved(VAULT, AT.nobody, AT.treasury, 5n));
    events.next(moved(VAULT, AT.desk, AT.holder, 5n));
    expect(events.mintedTo).to.equal(AT.treasury);
  });
});
