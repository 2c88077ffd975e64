import { expect } from "chai";
import pico from "picocolors";
import { collectRows } from "../../../src/report/collectRows.ts";
import { controlChartData } from "../../../src/report/controlChartData.ts";
import { hoursText } from "../../../src/report/hoursText.ts";
import { renderReport } from "../../../src/report/page.ts";
import { runResult } from "../../../src/report/terminal.ts";
import { controlState, refusal, trip } from "../../support/guardRows.ts";
import { sampleControlRun } from "../../support/sampleControls.ts";
import { sampleRun } from "../../support/sampleRun.ts";
import { block, world } from "../analysis/rows.ts";

const run = sampleControlRun({ accounts: 60 });
const colors = pico.createColors(false);
const TITLES = [
  "Controls",
  "Controls through time",
  "Cost of the controls",
  "Kept in",
  "Room to liquidate",
  "Refusals",
];

describe("report of a run with controls", () => {
  it("has its cards only where controls are switched on", () => {
    const [page, without] = [renderReport(run), renderReport(sampleRun({ blocks: 30, accounts: 60 }))];
    for (const title of TITLES) {
      expect(page, title).to.include(`<h2>${title}</h2>`);
      expect(without, title).to.not.include(`<h2>${title}</h2>`);
    }
  });

  it("says which are on, with their settings", () => {
    const page = renderReport(run);

    expect(page).to.include(
      '<th scope="row">Throttle</th><td>limitUsd 400000 · periodSeconds 300 · tickSeconds 12</td>',
    );
    expect(page).to.not.include("pokeBlocks 1</td>");
  });

  it("lists what was refused, openings apart, and who was kept in for how long", () => {
    const page = renderReport(run);

    expect(page).to.match(
      /<th scope="row">Leverage cap<\/th><td>AboveCap<\/td><td>lending<\/td><td>open<\/td><td class="num">3<\/td><td class="num">3<\/td><td class="num">–<\/td>/,
    );
    expect(page).to.match(/<th scope="row">lenders, lending<\/th><td class="num" title="1 of them to the end">1<\/td>/);
  });

  it("is the same bytes for the same rows", () => {
    expect(renderReport(sampleControlRun({ accounts: 60 }))).to.equal(renderReport(run));
  });
});

describe("controls in the terminal", () => {
  const text = (over = run) => runResult({ rows: over.rows, summary: over.summary, reportPath: "report.html" }, colors);

  it("are a line each, and what they cost a sentence each", () => {
    expect(text()).to.match(/\nControl +Trips +Refused +USD\nLeverage cap +0 +0 +\$0\nPrice halt +1 +1 +\$250 k\n/);
    expect(text()).to.include("Openings cut short: 3 accounts, $360 k.");
    expect(text()).to.match(/Kept in: 1 holder, \$250 k, [\d.]+ min in all\./);
    expect(text()).to.include("Liquidations held: 4 accounts");
    expect(text()).to.include("Halted: 21 blocks.");
    expect(text()).to.not.include("Would have been refused");
  });

  it("are not there without any", () => {
    expect(text(sampleRun({ accounts: 60, blocks: 30 }))).to.not.match(/Control +Trips/);
  });
});

describe("controlChartData", () => {
  const blocks = [0, 1, 2, 3, 4].map((n) => block({}, { block: n, time: 12 * n }));
  const rows = collectRows([
    world({ controls: ["cap", "priceVelocity", "throttle"] }),
    blocks[0] as never,
    trip({ block: 1, until: 36 }),
    trip({ block: 1, control: "lossStop", event: "loss" }),
    controlState({ block: 1, halts: { "lending/WETH": 36 }, liquidationRoomUsd: { "*/*": "10" } }),
    blocks[1] as never,
    refusal({ block: 1, volumeUsd: "3", tries: 2 }),
    refusal({ block: 2, volumeUsd: "4" }),
    blocks[2] as never,
    refusal({ block: 3 }),
    controlState({ block: 3, liquidationRoomUsd: { "*/*": "5" } }),
    blocks[3] as never,
    blocks[4] as never,
  ]);
  const active = ["cap", "priceVelocity", "throttle"];

  it("gives a lane to each control that did something, and counts tries by column", () => {
    expect(controlChartData(rows, active, 1)).to.deep.equal({
      lanes: ["Price halt", "Throttle"],
      refusals: [
        [1, 1, 1, 3],
        [2, 1, 2, 7],
        [3, 1, 1, 100],
      ],
      trips: [[1, 0, "tripped", "everywhere, WETH"]],
      halts: [null, "lending/WETH", "lending/WETH", null, null],
      room: { "*/*": [null, 10, 10, 5, 5] },
    });
  });

  it("sums and keeps what was halted when several blocks share a column", () => {
    expect(controlChartData(rows, active, 2)).to.deep.include({
      refusals: [
        [0, 1, 1, 3],
        [1, 1, 3, 107],
      ],
      halts: ["lending/WETH", "lending/WETH", null],
      room: { "*/*": [10, 5, 5] },
    });
  });

  it("is null where no control is switched on", () => {
    expect(controlChartData(rows, [], 1)).to.equal(null);
  });
});

describe("hoursText", () => {
  it("takes the unit that fits", () => {
    expect([0, 0.01, 0.37, 59 / 60, 3.254].map(hoursText)).to.deep.equal([
      "0 s",
      "36 s",
      "22.2 min",
      "59 min",
      "3.25 h",
    ]);
  });
});
