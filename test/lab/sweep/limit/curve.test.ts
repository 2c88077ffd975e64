import { expect } from "chai";
import { readCondition } from "../../../../src/analysis/condition/readCondition.ts";
import { limitSchema } from "../../../../src/analysis/limitSchema.ts";
import { limitNotes } from "../../../../src/report/limitNotes.ts";
import { limitText } from "../../../../src/report/limitText.ts";
import { answerOf } from "../../../../src/sweep/limit/answerOf.ts";
import { requireFields } from "../../../../src/sweep/limit/requireFields.ts";
import { spreadOf } from "../../../../src/sweep/limit/spreadOf.ts";
import { faultOf } from "../../../support/faultOf.ts";
import { limitOf, resultsAt } from "../../../support/sampleLimit.ts";

describe("spreadOf", () => {
  it("finds median, lowest and highest exactly", () => {
    expect(spreadOf(["3.10", 2, "12345678901234567890.01"])).to.deep.equal({
      median: "3.1",
      low: "2",
      high: "12345678901234567890.01",
      missing: 0,
    });
  });

  it("takes the mean of the middle two of an even number", () => {
    expect(spreadOf(["0.01", "0.02"]).median).to.equal("0.015");
    expect(spreadOf(["-1.00", "4", "2", "-3"]).median).to.equal("0.5");
  });

  it("counts a yes as 1, and what is missing apart", () => {
    expect(spreadOf([true, false, true, null])).to.deep.equal({ median: "1", low: "0", high: "1", missing: 1 });
    expect(spreadOf([null])).to.deep.equal({ median: null, low: null, high: null, missing: 1 });
  });
});

describe("answerOf", () => {
  const condition = readCondition("badDebtUsd.economic <= 100 and converged == true");

  it("holds at a value that holds on every seed, and tells the share of those that do", () => {
    const economic = (...amounts: number[]) => answerOf(condition, resultsAt(amounts), false);
    expect(economic(0, 100)).to.include({ holds: true, share: 1 });
    expect(economic(0, 101, 50)).to.include({ holds: false, share: 0.666667 });
    expect(economic(101)).to.include({ holds: false, share: 0 });
  });

  it("keeps the figures of each seed, and the folder where there is one", () => {
    const answer = answerOf(condition, resultsAt([3, 5]), true);
    expect(Object.keys(answer.fields)).to.deep.equal(["badDebtUsd.economic", "converged"]);
    expect(
      answer.runs.map(({ seed, figures, folder }) => [seed, figures["badDebtUsd.economic"], folder]),
    ).to.deep.equal([
      [1, "3.00", "runs/1"],
      [2, "5.00", "runs/2"],
    ]);
    expect(answerOf(condition, resultsAt([3]), false).runs[0]?.folder).to.equal(null);
  });
});

describe("requireFields", () => {
  const summaries = resultsAt([1, 2]).map(({ summary }) => summary);
  const refuses = (text: string) => faultOf(() => requireFields(text, readCondition(text), summaries));

  it("refuses a name that no run has, and shows those that are there", () => {
    const fault = refuses("prices.WEHT.low > 1");
    expect([fault.code, fault.exitCode]).to.deep.equal(["UNTIL_FIELD_ABSENT", 2]);
    expect(fault.hint).to.contain('Did you mean "WETH"?');
  });

  it("refuses a word", () => {
    expect(refuses("scenario == 1").message).to.equal('"scenario" is a word, "tiny".');
  });

  it("accepts what is null, what some run has, and what lies beyond the end of a list", () => {
    const text = "prediction.error < 1 and liquidations.byRound.9.count > 0 and prices.WETH.low > 0";
    requireFields(text, readCondition(text), summaries);
    const [first] = summaries;
    const rare = { ...first, prices: { DOGE: { start: "1", low: "1", end: "1" } } };
    const other = "prices.DOGE.low > 0";
    requireFields(other, readCondition(other), [...summaries, rare]);
  });
});

describe("limitResult", () => {
  it("gives the interval, its safe side and a sentence", async () => {
    const limit = await limitOf((value) => [value < 3.7 ? 0 : 500]);
    expect(limit.limit).to.deep.equal({
      from: "3.625",
      to: "3.75",
      holdsAt: "3.625",
      failsAt: "3.75",
      side: "below",
    });
    expect(limit.finding).to.equal("It holds from 2 up to 3.625, no longer at 3.75.");
    expect([limit.monotone, limit.changes.length, limit.refinedBecause]).to.deep.equal([true, 1, null]);
    expect(limit.runs).to.equal(9);
  });

  it("says on which side it holds", async () => {
    const limit = await limitOf((value) => [value > 3.7 ? 0 : 500]);
    expect(limit.limit).to.include({ holdsAt: "3.75", failsAt: "3.625", side: "above" });
    expect(limit.finding).to.equal("It holds from 10 down to 3.75, no longer at 3.625.");
  });

  it("says so where the end alone holds, and where neither end does", async () => {
    expect((await limitOf((value) => [value < 2.01 ? 0 : 500])).finding).to.equal("It holds at 2, no longer at 2.125.");
    const island = await limitOf((value) => [value > 5 && value < 7 ? 0 : 500]);
    expect(island.finding).to.match(/^It holds up to 6\.875, no longer at 7\. The response is not monotone/);
    expect(island.refinedBecause).to.match(/neither end/);
  });

  it("says when it holds everywhere, nowhere, or nowhere on every seed", async () => {
    const everywhere = await limitOf(() => [0]);
    expect([everywhere.limit, everywhere.finding]).to.deep.equal([
      null,
      "It holds at every value tried from 2 to 10: no limit between.",
    ]);
    const nowhere = await limitOf(() => [500]);
    expect(nowhere.finding).to.equal("It holds at no value tried from 2 to 10: no limit between.");
    const some = await limitOf((value) => [500, value > 4 ? 500 : 0]);
    expect([some.limit, some.monotone, some.finding]).to.deep.equal([
      null,
      true,
      "It holds on each of 2 seeds at no value tried from 2 to 10, though on some seeds: no limit between.",
    ]);
  });

  it("tells every change where there are several, and which one was narrowed down and why", async () => {
    const limit = await limitOf((value) => [value > 3 && value < 5 ? 500 : 0]);
    expect(limit.finding).to.contain("not monotone: the answer changes 2 times");
    expect(limit.changes.map(({ holdsAt, refined }) => [holdsAt, refined])).to.deep.equal([
      ["from", true],
      ["to", false],
    ]);
    expect(limit.monotone).to.equal(false);
    expect(limitNotes(limit)).to.deep.equal([
      "Between 3 and 3.125 it stops holding (narrowed down).",
      "Between 4 and 6 it begins to hold.",
      "The change nearest to the lower end was narrowed down: the condition holds there and at every value tried up to it.",
    ]);
  });

  it("tells a share of seeds that turns back though the answer changes once", async () => {
    const limit = await limitOf((value) => [value < 5 ? 0 : 500, value < 5 || value > 9 ? 0 : 500]);
    expect([limit.changes.length, limit.monotone]).to.deep.equal([1, false]);
    expect(limit.finding).to.match(/The share of seeds turns back on the way\.$/);
  });

  it("is what the published schema says, and the same each time", async () => {
    const noisy = (value: number) => [Math.sin(value * 50) * 200, Math.cos(value * 70) * 200, 100];
    const limit = await limitOf(noisy);
    limitSchema.parse(limit);
    expect(await limitOf(noisy)).to.deep.equal(limit);
  });

  it("stands as a table in a terminal, the limit between its rows", async () => {
    const limit = await limitOf((value) => [value < 3.7 ? 0 : 500, 0], { between: ["200%", "1000%"] });
    const rows = limitText(limit, "runs/x/report.html").split("\n");
    const at = rows.findIndex((row) => row.includes("— limit —"));
    expect(rows[at - 1]).to.match(/^362\.5%\s+yes\s+100 %\s+0$/);
    expect(rows[at + 1]).to.match(/^375%\s+no\s+50 %\s+250 \(0 … 500\)$/);
    expect(rows).to.include("Report  runs/x/report.html");
  });
});
