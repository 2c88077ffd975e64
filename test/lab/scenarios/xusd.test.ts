import { expect } from "chai";
import type { RunOutcome } from "../../../src/lab/runWorld.ts";
import type { BlockRow } from "../../../src/trace/row.ts";
import { outcomeOf } from "../../support/outcomeOf.ts";

/** Blocks of the scenario: the loss, lenders with nothing left to take, the share's price set free. */
const [LOSS, EMPTY, RELEASE] = [3, 5, 60];

describe("xusd-2025-11", function () {
  this.timeout(120_000);
  let outcome: RunOutcome;
  let blocks: BlockRow[];
  const between = (from: number, to: number) => blocks.filter(({ block }) => block >= from && block < to);

  before(async () => {
    outcome = await outcomeOf("xusd-2025-11");
    blocks = outcome.rows.filter((row) => row.kind === "block");
  });

  it("keeps its own expectations, with books that close", () => {
    expect(outcome.failures).to.deep.equal([]);
    expect(outcome.summary.conservation.ok).to.equal(true);
  });

  it("starts with the recorded debts: $284.9M against the share, some $530M with the vault's own", () => {
    const debts = outcome.rows.flatMap((row) =>
      row.kind === "account" && row.phase === "start" ? [{ vault: row.vault, usd: Number(row.debtUsd) }] : [],
    );
    const sum = (rows: { usd: number }[]) => rows.reduce((total, { usd }) => total + usd, 0);
    expect(sum(debts.filter(({ vault }) => vault === undefined))).to.be.closeTo(284.9e6, 1e5);
    expect(sum(debts)).to.be.closeTo(530e6, 5e6);
  });

  it("takes $93M from the vault at once", () => {
    const nav = (block: number) =>
      outcome.rows.reduce(
        (sum, row) => (row.kind === "vaultState" && row.block === block ? sum + Number(row.netAssetsUsd) : sum),
        0,
      );
    expect(nav(LOSS - 1) - nav(LOSS)).to.be.closeTo(93e6, 1e6);
  });

  it("shows the share at one dollar, and liquidates nobody, until its price is set free", () => {
    for (const { prices } of between(0, RELEASE)) expect(prices.xUSD?.oracle).to.equal("1.00000000");
    const early = outcome.rows.filter(
      (row) => (row.kind === "liquidation" || row.kind === "deficit") && row.block < RELEASE,
    );
    expect(early).to.deep.equal([]);
  });

  it("has economic bad debt from the loss on, none of it recognised before the release", () => {
    for (const { economicBadDebtUsd } of between(0, LOSS)) expect(Number(economicBadDebtUsd)).to.equal(0);
    for (const { economicBadDebtUsd } of between(LOSS, RELEASE))
      expect(Number(economicBadDebtUsd)).to.be.closeTo(40.5e6, 1e6);
    const written = outcome.rows.flatMap((row) => (row.kind === "deficit" ? [row.block] : []));
    expect(Math.min(...written)).to.be.within(RELEASE, RELEASE + 5);
    expect(Number(outcome.summary.badDebtUsd.recognised)).to.be.greaterThan(40e6);
  });

  it("leaves lenders stuck at full utilisation", () => {
    for (const { utilisation } of between(EMPTY, RELEASE)) expect(Number(utilisation?.USDC)).to.be.greaterThan(0.9999);
    const left = outcome.rows.filter(
      (row) => row.kind === "redemption" && row.venue === "lending" && row.block === EMPTY,
    );
    expect(left.length).to.be.lessThan(47);
  });

  it("lets users run on the vault, whose queue nobody serves", () => {
    const requests = outcome.rows.filter((row) => row.kind === "redemption" && row.by === "request");
    const served = outcome.rows.flatMap((row) =>
      row.kind === "vaultAction" && row.action === "fulfil" ? [row.block] : [],
    );
    expect(requests.length).to.be.greaterThan(50);
    expect(Math.min(...served)).to.be.at.least(RELEASE);
  });
});
