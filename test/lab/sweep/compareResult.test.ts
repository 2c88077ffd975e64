import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { compareSchema } from "../../../src/analysis/compareSchema.ts";
import { type CompareQuestion, compareIdentity, comparePlan } from "../../../src/sweep/compare/comparePlan.ts";
import { pairedChange } from "../../../src/sweep/compare/pairedChange.ts";
import { faultOf } from "../../support/faultOf.ts";
import { sampleComparison } from "../../support/sampleComparison.ts";
import { TINY } from "../../support/tinyScenario.ts";

describe("pairedChange", () => {
  it("takes the base of the same seed from each figure, exactly", () => {
    expect(pairedChange(["10.10", "30", "20"], ["10", "10", "20.05"])).to.deep.equal({
      median: "0.1",
      low: "-0.05",
      high: "20",
      missing: 0,
      better: 1,
      worse: 2,
    });
  });

  it("has the mean of the middle two of an even number", () => {
    expect(pairedChange([1, 2, 4, 9], [0, 0, 0, 0]).median).to.equal("3");
    expect(pairedChange(["0.01", "0.02"], ["0", "0"]).median).to.equal("0.015");
  });

  it("leaves out a pair of which one is missing, and says how many", () => {
    const change = pairedChange([null, 5, 7], [1, null, 3]);
    expect(change).to.deep.equal({ median: "4", low: "4", high: "4", missing: 2, better: 0, worse: 1 });
    expect(pairedChange([null], [1])).to.deep.include({ median: null, low: null, high: null, missing: 1 });
  });

  it("is no difference of medians", () => {
    expect(pairedChange([1, 5, 9], [9, 1, 5]).median).to.equal("4");
  });
});

describe("compareResult", () => {
  const treatments = [
    { name: "calmer", shock: 0.1 },
    { name: "same", shock: 0.14 },
    { name: "wilder", shock: 0.2 },
  ];
  const { result } = sampleComparison(0.14, treatments);
  const [calmer, same, wilder] = result.treatments;
  const SOLD = "liquidations.collateralUsd";

  it("has the published shape", () => {
    expect(compareSchema.parse(result)).to.deep.equal(result);
  });

  it("keeps every run's own figure, and has median, lowest and highest of them", () => {
    const sold = result.base.runs.map(({ figures }) => Number(figures[SOLD]));
    const sorted = [...sold].sort((a, b) => a - b);
    expect(new Set(sold).size).to.equal(3);
    const { low, median, high } = result.base.figures[SOLD] ?? {};
    expect([low, median, high].map(Number)).to.deep.equal(sorted);
  });

  it("calls worse and better what changed by a thousandth of the base's median, outcomes alone", () => {
    expect(calmer?.betterIn).to.include(SOLD).and.to.include("liquidations.accounts");
    expect(calmer?.worseIn).not.to.include(SOLD);
    expect(wilder?.worseIn).to.include(SOLD);
    expect([same?.worseIn, same?.betterIn]).to.deep.equal([[], []]);
    expect(same?.changes[SOLD]).to.deep.include({ median: "0", better: 0, worse: 0 });
    const outcomes = result.metrics.filter(({ kind }) => kind === "outcome").map(({ field }) => field);
    expect(outcomes).to.include.members(wilder?.worseIn ?? []);
  });

  it("says what each treatment lays over the scenario, and why", () => {
    expect(calmer?.parts).to.deep.equal([
      {
        name: "calmer",
        why: "It is said to help.",
        sets: { "treatments.throttle.limitUsd": "5", "treatments.throttle.periodSeconds": "60" },
      },
    ]);
  });

  it("has the amplification of every asset, that of the main one as a headline", () => {
    const amplifications = result.metrics.filter(({ field }) => field.startsWith("cascade.amplification."));
    expect(amplifications.length).to.be.greaterThan(1);
    expect(amplifications.filter(({ isHeadline }) => isHeadline).map(({ field }) => field)).to.deep.equal([
      `cascade.amplification.${result.mainAsset}`,
    ]);
  });
});

describe("comparePlan", () => {
  const folder = mkdtempSync(join(tmpdir(), "faultline-"));
  after(() => rmSync(folder, { recursive: true }));
  const written = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const file = written("tiny.yaml", TINY);
  const short = written("short.yaml", "chain: { maxBlocks: 7 }");
  const early = written("early.yaml", "market: { paths: [{ kind: shock, asset: WETH, change: -15%, atBlock: 1 }] }");
  const ask = (question: Partial<CompareQuestion>) =>
    comparePlan({ file, with: [short], sets: [], seeds: 1, ...question });

  it("runs base and treatments on the same seeds, from the scenario's on", () => {
    const plan = ask({ with: [short, early], seeds: 3, sets: ["seed=11"] });
    expect(plan.seeds).to.deep.equal([11, 12, 13]);
    for (const { jobs } of [plan.base, ...plan.treatments])
      expect(jobs.map(({ seed }) => seed)).to.deep.equal([11, 12, 13]);
    expect(ask({ seed: 4, seeds: 2 }).seeds).to.deep.equal([4, 5]);
  });

  it("lays the parts of a combination over one another and names it by them", () => {
    const [both] = ask({ with: [`${short}+${early}`] }).treatments;
    expect(both?.name).to.equal("short+early");
    expect(both?.loaded.scenario.chain.maxBlocks).to.equal(7);
    expect(both?.loaded.scenario.market.paths[0]).to.deep.include({ atBlock: 1 });
    expect(both?.jobs[0]?.overlays).to.deep.equal([short, early]);
  });

  it("gives another folder to whatever is asked differently", () => {
    const identities = [{}, { seeds: 2 }, { seed: 2 }, { with: [early] }, { sets: ["chain.maxBlocks=9"] }].map((one) =>
      compareIdentity(ask(one)),
    );
    expect(new Set(identities).size).to.equal(identities.length);
    expect(compareIdentity(ask({}))).to.equal(identities[0]);
  });

  for (const [code, place, question] of [
    ["COMPARE_NOTHING", "--with", { with: [] }],
    ["TREATMENT_TWICE", "--with", { with: [short, short] }],
    ["TREATMENT_TWICE", "--with", { with: [written("base.yaml", "chain: { maxBlocks: 7 }")] }],
    ["TREATMENT_UNKNOWN", "--with", { with: ["cap-5"] }],
    ["SEED_INVALID", "--seeds", { seed: 2 ** 31 - 2, seeds: 3 }],
  ] as const) {
    it(`refuses ${JSON.stringify(question).replaceAll(folder, "")} by ${code}`, () => {
      const fault = faultOf(() => ask(question));
      expect([fault.code, fault.place, fault.exitCode]).to.deep.equal([code, place, 2]);
      expect(fault.hint).to.match(/\S/);
    });
  }
});
