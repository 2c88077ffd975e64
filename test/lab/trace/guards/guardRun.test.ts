import { expect } from "chai";
import { summarise } from "../../../../src/analysis/summarise.ts";
import type { Summary } from "../../../../src/analysis/summary.ts";
import type { RefusalRow, TripRow } from "../../../../src/trace/guardRow.ts";
import type { Row } from "../../../../src/trace/row.ts";
import { parseWad } from "../../../../src/units.ts";
import { type TinyRun, TinyWorld } from "../../../support/tinyRun.ts";
import { TINY } from "../../../support/tinyScenario.ts";

const SHORT = "chain.maxBlocks=24";
const refusals = (rows: readonly Row[]) => rows.filter((row): row is RefusalRow => row.kind === "refusal");
const trips = (rows: readonly Row[]) => rows.filter((row): row is TripRow => row.kind === "trip");
const text = (rows: readonly Row[]) => rows.map((row) => JSON.stringify(row)).join("\n");

/** Runs the tiny economy under treatments, twice from the same start. */
async function runUnder(treatments: string): Promise<{ run: TinyRun; again: TinyRun; summary: Summary }> {
  const world = await TinyWorld.of(`${TINY}\ntreatments: ${treatments}\n`);
  try {
    const [run, again] = [await world.run(SHORT), await world.run(SHORT)];
    return { run, again, summary: summarise(run.rows, { version: "test", compare: [] }) };
  } finally {
    await world.close();
  }
}

describe("a run under a throttle", function () {
  this.timeout(180_000);
  let ran: Awaited<ReturnType<typeof runUnder>>;

  before(async () => {
    ran = await runUnder("{ throttle: { limitUsd: 200_000, periodSeconds: 120, tickSeconds: 12 } }");
  });

  it("has a refusal for what the throttle refused on the chain, with what was asked and what was left", () => {
    const onChain = refusals(ran.run.rows).filter(({ transaction }) => transaction !== null);

    expect(onChain.length).to.be.greaterThan(0);
    for (const { control, reason, venue, action, value, limit, group, volumeUsd } of onChain) {
      expect({ control, reason, venue, action }).to.deep.equal({
        ...{ control: "throttle", reason: "CircuitBreaker_AboveQuota", venue: "lending", action: "liquidate" },
      });
      expect(Number(value)).to.be.greaterThan(Number(limit));
      expect(group).to.be.a("string");
      // What is seized is worth more than what is repaid, by the bonus.
      expect(Number(volumeUsd)).to.be.within(0.85 * Number(value), Number(value));
    }
  });

  it("keeps the row of a failure beside the refusal", () => {
    const failed = new Set(ran.run.rows.flatMap((row) => (row.kind === "failed" ? [row.transaction] : [])));

    for (const { transaction } of refusals(ran.run.rows)) if (transaction) expect(failed).to.include(transaction);
  });

  it("has a refusal for what agents did not even send", () => {
    const held = refusals(ran.run.rows).filter(({ transaction }) => transaction === null);

    expect(held.length).to.be.greaterThan(0);
    expect(new Set(held.map(({ agent }) => agent))).to.include("flash");
  });

  it("tells how much room is left after each block in which that changed", () => {
    const states = ran.run.rows.filter((row) => row.kind === "controls");
    const rooms = states.map(({ liquidationRoomUsd }) => Number(liquidationRoomUsd["*/*"]));

    expect(rooms[0]).to.equal(200_000);
    expect(Math.min(...rooms)).to.be.lessThan(100_000);
    expect(new Set(states.map((row) => JSON.stringify({ ...row, block: 0 }))).size).to.be.greaterThan(1);
    states.slice(1).forEach((row, i) => {
      expect(JSON.stringify({ ...row, block: 0 })).to.not.equal(JSON.stringify({ ...states[i], block: 0 }));
    });
  });

  it("gives the same bytes twice", () => {
    expect(text(ran.again.rows)).to.equal(text(ran.run.rows));
  });

  it("sums up what its rows say, and closes its books", () => {
    const { controls, users, attribution, conservation } = ran.summary;
    const rows = refusals(ran.run.rows);

    expect(conservation).to.deep.equal({ ok: true, maxErrorWei: "0" });
    expect(controls.active).to.deep.equal(["throttle"]);
    expect(controls.refused.attempts).to.equal(rows.reduce((sum, { tries }) => sum + tries, 0));
    expect(controls.refused.accounts).to.equal(new Set(rows.map(({ account }) => account)).size);
    expect(controls.heldLiquidations.accounts).to.equal(controls.refused.accounts);
    const groups = new Set(ran.run.world.holders.map(({ group }) => group));
    for (const [figure, key] of [
      ["equityStartUsd", "startUsd"],
      ["equityEndUsd", "endUsd"],
    ] as const) {
      const sum = [...groups].reduce((total, group) => total + parseWad(attribution[group]?.[key] ?? "0"), 0n);
      const gap = sum - parseWad(users[figure]);
      expect(gap < 0n ? -gap : gap, figure).to.be.at.most(parseWad("0.005") * BigInt(groups.size + 1));
    }
  });
});

describe("a run under a halt that stops everything", function () {
  this.timeout(180_000);
  let ran: Awaited<ReturnType<typeof runUnder>>;

  before(async () => {
    ran = await runUnder(
      "{ priceVelocity: { assets: [WETH], maxMove: 5%, haltSeconds: 120, stopsLiquidations: true, stopsWithdrawals: true } }",
    );
  });

  it("has the trip, where it binds and until when", () => {
    const [first] = trips(ran.run.rows);
    const block = ran.run.rows.find((row) => row.kind === "block" && row.block === first?.block);

    expect(first).to.include({ control: "priceVelocity", event: "tripped", asset: "WETH", account: null });
    expect(Number(first?.measure)).to.be.greaterThan(0.05);
    expect(first?.until).to.equal(120 + (block?.kind === "block" ? block.time : 0));
  });

  it("has liquidations that met the halt in the very block of the move, with how far the price moved", () => {
    const [first] = trips(ran.run.rows);
    const met = refusals(ran.run.rows).filter(({ transaction }) => transaction !== null);

    expect(met.length).to.be.greaterThan(0);
    expect(met.every(({ block }) => block === first?.block)).to.equal(true);
    expect(met[0]).to.include({ reason: "CircuitBreaker_PriceHalted", action: "liquidate", value: first?.measure });
  });

  it("counts blocks that end halted, locks lenders in, and lets nobody be liquidated meanwhile", () => {
    const { controls, lenders } = ran.summary;
    const [first] = trips(ran.run.rows);
    const halted = ran.run.rows.flatMap((row) =>
      row.kind === "block" && row.block >= (first?.block ?? 0) && row.time < (first?.until ?? 0) ? [row.block] : [],
    );
    const hit = ran.run.rows.filter((row) => row.kind === "liquidation" && halted.includes(row.block));

    expect(controls.trips.priceVelocity).to.be.greaterThan(0);
    expect(controls.haltedBlocks).to.be.at.least(halted.length);
    expect(lenders.lockedBlockHours).to.be.greaterThan(0);
    expect(hit).to.deep.equal([]);
  });

  it("gives the same bytes twice", () => {
    expect(text(ran.again.rows)).to.equal(text(ran.run.rows));
  });
});
