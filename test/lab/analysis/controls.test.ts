import { expect } from "chai";
import { controls } from "../../../src/analysis/controls.ts";
import type { Row } from "../../../src/trace/row.ts";
import { controlState, refusal, trip } from "../../support/guardRows.ts";
import { redemption, vaultWorld } from "../../support/vaultRows.ts";
import { block, defence, measure, world } from "./rows.ts";

const figures = (...rows: Row[]) => measure(controls(), rows);
/** Blocks of 12 seconds, from the first on. */
const blocks = (count: number, after: Record<number, Row[]> = {}): Row[] =>
  Array.from({ length: count }, (_, i) => [...(after[i] ?? []), block({}, { block: i, time: 12 * i })]).flat();

describe("controls", () => {
  it("are all zero where none is switched on", () => {
    expect(figures(world(), ...blocks(3))).to.deep.equal({
      active: [],
      trips: {},
      haltedBlocks: 0,
      refused: { count: 0, attempts: 0, accounts: 0, usd: "0.00", byControl: {} },
      openings: { accounts: 0, usd: "0.00" },
      blockedExits: { count: 0, usd: "0.00", blockHours: 0 },
      heldLiquidations: { accounts: 0, usd: "0.00" },
      observed: 0,
    });
  });

  it("name every control that is switched on, whether it did anything or not", () => {
    const { active, trips, refused } = figures(world({ controls: ["cap", "throttle"] }), refusal());

    expect(active).to.deep.equal(["cap", "throttle"]);
    expect(trips).to.deep.equal({ cap: 0, throttle: 0 });
    expect(refused.byControl).to.deep.equal({ cap: { count: 0, usd: "0.00" }, throttle: { count: 1, usd: "100.00" } });
  });

  it("count a wish once, by its largest try", () => {
    const { refused } = figures(
      refusal({ volumeUsd: "100" }),
      refusal({ block: 1, volumeUsd: "140.5" }),
      refusal({ block: 2, volumeUsd: "120", tries: 7 }),
    );

    expect(refused).to.include({ count: 1, attempts: 9, accounts: 1, usd: "140.50" });
  });

  it("count wishes apart by account, action, venue and control", () => {
    const { refused } = figures(
      refusal(),
      refusal({ account: "0xbb" }),
      refusal({ action: "borrow" }),
      refusal({ venue: "perps" }),
      refusal({ control: "steps" }),
    );

    expect(refused).to.include({ count: 5, attempts: 5, accounts: 2, usd: "500.00" });
    expect(refused.byControl).to.deep.equal({
      throttle: { count: 4, usd: "400.00" },
      steps: { count: 1, usd: "100.00" },
    });
  });

  it("keep what the population could not open apart from what was refused in the run", () => {
    const opening = refusal({ block: null, action: "open", control: "cap", agent: null });
    const { openings, refused, blockedExits, heldLiquidations } = figures(
      opening,
      { ...opening, volumeUsd: "50" },
      { ...opening, account: "0xbb", volumeUsd: "7.25" },
    );

    expect(openings).to.deep.equal({ accounts: 2, usd: "157.25" });
    expect(refused).to.include({ count: 0, attempts: 0, usd: "0.00" });
    expect([blockedExits.count, heldLiquidations.accounts]).to.deep.equal([0, 0]);
  });

  it("count what tripped or paused, and what would have been refused, and nothing else, as such", () => {
    const { trips, observed } = figures(
      world({ controls: ["priceVelocity", "pause", "lossStop"] }),
      trip(),
      trip({ block: 4 }),
      trip({ control: "pause", event: "paused" }),
      trip({ event: "reset" }),
      trip({ control: "lossStop", event: "loss" }),
      trip({ control: "cap", event: "observed" }),
    );

    expect(trips).to.deep.equal({ priceVelocity: 2, pause: 1, lossStop: 0 });
    expect(observed).to.equal(1);
  });

  it("count a block as halted that ends before the halt does", () => {
    const halted = (...halts: Row[]) => figures(world(), ...blocks(5, { 1: halts })).haltedBlocks;

    expect(halted(controlState({ halts: { "lending/WETH": 36 } }))).to.equal(2);
    expect(halted(controlState({ halts: { "lending/WETH": 12 } }))).to.equal(0);
    expect(halted(controlState({ halts: { "*/WETH": 13, "lending/*": null } }))).to.equal(4);
    expect(halted(controlState())).to.equal(0);
  });
});

describe("held liquidations", () => {
  it("count an account once, by the debt of its largest try at each venue", () => {
    const { heldLiquidations } = figures(
      refusal({ volumeUsd: "100" }),
      refusal({ volumeUsd: "900", control: "steps" }),
      refusal({ volumeUsd: "800" }),
      refusal({ venue: "perps", volumeUsd: "30" }),
      refusal({ account: "0xbb", volumeUsd: "5" }),
      refusal({ account: "0xcc", action: "withdraw" }),
    );

    expect(heldLiquidations).to.deep.equal({ accounts: 2, usd: "935.00" });
  });
});

describe("blocked exits", () => {
  const exit = (over: Parameters<typeof refusal>[0] = {}) =>
    refusal({ control: "outflow", action: "exit", venue: "loopETH", group: "savers", ...over });
  const out = (at: number, over: Parameters<typeof redemption>[0] = {}) =>
    redemption({ block: at, venue: "loopETH", account: "0xaa", ...over });
  const exits = (after: Record<number, Row[]>) => figures(vaultWorld(), ...blocks(301, after)).blockedExits;

  it("last from the first refusal to the exit", () => {
    const after = { 0: [exit({ volumeUsd: "80" })], 2: [exit({ block: 2, volumeUsd: "60" })], 150: [out(150)] };

    expect(exits(after)).to.deep.equal({ count: 1, usd: "80.00", blockHours: 0.5 });
  });

  it("last to the end of the last block for who never gets out", () => {
    expect(exits({ 1: [exit({ block: 1 })] })).to.deep.equal({ count: 1, usd: "100.00", blockHours: 1 });
  });

  it("go on where a part came out and the rest is refused again", () => {
    const after = { 1: [exit({ block: 1 })], 50: [out(50)], 100: [exit({ block: 100 })], 151: [out(151)] };

    expect(exits(after).blockHours).to.equal(0.5);
  });

  it("do not end by somebody else's exit, or by one elsewhere", () => {
    const after = { 1: [exit({ block: 1 })], 50: [out(50, { account: "0xbb" }), out(51, { venue: "basisUSD" })] };

    expect(exits(after).blockHours).to.equal(1);
  });

  it("end in lending where a deleveraging came through", () => {
    const withdraw = exit({ venue: "lending", action: "withdraw" });

    expect(exits({ 0: [withdraw], 75: [defence({ block: 75 })] }).blockHours).to.equal(0.25);
  });

  it("last through all blocks in a row that a row stands for, wherever that stands in the trace", () => {
    const held = exit({ block: 1, tries: 100 });

    expect(exits({ 50: [out(50)], 151: [held, out(151)] }).blockHours).to.equal(0.5);
    expect(exits({ 51: [out(51)], 60: [held] }).blockHours).to.equal(1);
  });

  it("are holders', not vaults' or agents', and not what else was refused", () => {
    const rows = [exit({ group: "loopETH" }), exit({ group: null }), exit({ action: "borrow" }), exit({ block: null })];

    expect(exits({ 0: rows }).count).to.equal(0);
  });

  it("count one who is kept in at two venues once, with all that it asked for", () => {
    const after = { 1: [exit({ block: 1 }), exit({ block: 1, venue: "basisUSD", volumeUsd: "11" })] };

    expect(exits(after)).to.deep.equal({ count: 1, usd: "111.00", blockHours: 2 });
  });
});
