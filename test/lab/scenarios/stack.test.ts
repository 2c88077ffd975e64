import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import type { RunOutcome } from "../../../src/lab/runWorld.ts";
import { parseWad } from "../../../src/units.ts";
import { outcomeOf } from "../../support/outcomeOf.ts";

const GOLDEN = new URL("../../golden/stack.json", import.meta.url);
const VENUES = ["lending", "perps", "loopETH", "basisUSD"];

describe("stack", function () {
  this.timeout(600_000);
  let outcome: RunOutcome;

  before(async () => {
    outcome = await outcomeOf("stack");
  });

  // FAULTLINE_GOLDEN=write puts what the run gives in place of what is kept: commit the difference with its cause.
  it("gives the figures that are kept", () => {
    const { blocks, converged, leverage, liquidations, lenders, vaults, ...rest } = outcome.summary;
    const { contagion, layers, badDebtUsd, cascade } = rest;
    const kept = { blocks, converged, leverage, liquidations, lenders, vaults, contagion, layers, badDebtUsd, cascade };
    const text = `${JSON.stringify(kept, null, 2)}\n`;
    if (process.env.FAULTLINE_GOLDEN === "write") writeFileSync(GOLDEN, text);
    expect(JSON.parse(text)).to.deep.equal(JSON.parse(readFileSync(GOLDEN, "utf8")));
  });

  it("keeps its own expectations, with books that close to the wei", () => {
    expect(outcome.failures).to.deep.equal([]);
    expect(outcome.summary.conservation).to.deep.equal({ ok: true, maxErrorWei: "0" });
  });

  it("has at least 1,000 accounts over four layers", () => {
    const accounts = new Set(
      outcome.rows.flatMap((row) =>
        (row.kind === "account" || row.kind === "perpAccount" || row.kind === "shareholder") && row.phase === "start"
          ? [row.account]
          : [],
      ),
    );
    expect(accounts.size).to.be.at.least(1_000);
    expect(outcome.summary.layers.map(({ venue }) => venue)).to.have.members(VENUES);
  });

  it("transmits one shock at the bottom to every venue, and nothing directly to exchange and basis vault", () => {
    const { byVenue } = outcome.summary.contagion;
    for (const venue of VENUES) expect(byVenue[venue]?.transmitted, venue).to.be.greaterThan(0);
    for (const venue of ["perps", "basisUSD"]) expect(byVenue[venue]?.direct, venue).to.equal(0);
  });

  it("splits each group's result into causes that close to a cent", () => {
    const { attribution } = outcome.summary;
    expect(Object.keys(attribution).length).to.be.greaterThan(10);
    for (const [group, { startUsd, endUsd, ...causes }] of Object.entries(attribution)) {
      const caused = Object.values(causes).reduce((total, usd) => total + parseWad(usd), 0n);
      expect(parseWad(endUsd) - parseWad(startUsd), group).to.equal(caused);
    }
  });

  it("lowers the leverage of all holders together, and is more levered where shares are looked through", () => {
    const { leverage, layers } = outcome.summary;
    expect(Number(leverage.systemicEnd)).to.be.lessThan(Number(leverage.systemicStart));
    for (const { venue, nominalLeverageStart, effectiveLeverageStart } of layers.filter(
      ({ venue }) => venue !== "perps",
    ))
      expect(Number(effectiveLeverageStart), venue).to.be.greaterThan(Number(nominalLeverageStart));
  });

  /** Venues to which nothing at all is transmitted once a channel is cut. */
  const SPARED = { counterparty: ["basisUSD"], price: ["perps", "loopETH", "basisUSD"], collateral: [] } as const;

  for (const channel of ["counterparty", "price", "collateral"] as const) {
    it(`carries nothing through ${channel} once that is cut`, async () => {
      const { summary, rows } = await outcomeOf("stack", `channels.${channel}=off`);
      for (const venue of SPARED[channel]) expect(summary.contagion.byVenue[venue]?.transmitted, venue).to.equal(0);
      expect(summary.contagion.byChannel[channel].count).to.equal(0);
      expect(summary.contagion.byVenue.loopETH?.direct).to.be.greaterThan(0);
      const seized = rows.some((row) => row.kind === "liquidation" && row.collateralAsset === "loopETH");
      expect(seized, "shares are seized").to.equal(channel !== "collateral");
    });
  }
});
