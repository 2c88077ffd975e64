import { expect } from "chai";
import fc from "fast-check";
import { conservation } from "../../../src/analysis/conservation.ts";
import { summarise } from "../../../src/analysis/summarise.ts";
import { summarySchema } from "../../../src/analysis/summary.ts";
import type { Row } from "../../../src/trace/row.ts";
import { account, block, CONSERVED, deficit, END, liquidation, measure, result, world } from "./rows.ts";

const OPTIONS = { version: "0.1.0", compare: [] };
const HOLDING = { collateral: { WETH: "500000000000000000" }, debt: { USDC: "700000000" } };

const RUN: Row[] = [
  world(),
  account(1000, 700, { ...HOLDING, looping: true }),
  block({ WETH: { oracle: "1600" } }, { transactions: 2, branchingRatio: 0.4 }),
  liquidation(),
  deficit("3"),
  account(800, 600, { ...HOLDING, phase: "end" }),
  result(),
  CONSERVED,
  END,
];

describe("summarise", () => {
  it("fills every field of the published schema, in the schema's order", () => {
    const summary = summarise(RUN, OPTIONS);

    expect(JSON.stringify(summarySchema.parse(summary))).to.equal(JSON.stringify(summary));
  });

  it("has every figure of a run without liquidations", () => {
    const quiet = RUN.filter((row) => row.kind !== "liquidation" && row.kind !== "deficit");

    const summary = summarySchema.parse(summarise(quiet, OPTIONS));

    expect(summary.liquidations).to.include({ count: 0, accounts: 0 });
    expect(summary.cascade).to.include({ rounds: 0, endogenousShare: null, branchingRatio: 0.4 });
    expect(summary.badDebtUsd.recognised).to.equal("0.00");
  });

  it("has zero perps and no vaults in a lending economy", () => {
    const { perps, vaults } = summarise(RUN, OPTIONS);

    expect(perps.shortfall).to.deep.equal({ insurance: "0.00", adl: "0.00", pool: "0.00", uncovered: "0.00" });
    expect(perps.insuranceFundEndUsd).to.equal("0.00");
    expect(vaults).to.deep.equal({});
  });

  it("gives the same bytes in whatever order the accounts stand", () => {
    const usd = fc.nat(100_000);
    const holder = fc.record({ gross: usd, debt: usd, phase: fc.constantFrom("start" as const, "end" as const) });
    fc.assert(
      fc.property(
        fc
          .array(holder)
          .chain((book) => fc.tuple(fc.constant(book), fc.shuffledSubarray(book, { minLength: book.length }))),
        ([book, shuffled]) => {
          const bytes = (holders: typeof book) => {
            const rows = holders.map(({ gross, debt, phase }) => account(gross, debt, { ...HOLDING, phase }));
            return JSON.stringify(summarise([world(), ...rows, CONSERVED, END], OPTIONS));
          };

          expect(bytes(shuffled)).to.equal(bytes(book));
        },
      ),
      { numRuns: 50 },
    );
  });

  it("compares with recorded figures, the replay's own among them", () => {
    const compare = [
      { metric: "calls", field: "liquidations.count", recorded: 4, source: "record" },
      { metric: "minutes", field: "minutes", recorded: "10", source: "record" },
    ];

    expect(summarise(RUN, { ...OPTIONS, compare, extras: { minutes: 12 } }).comparison).to.deep.equal([
      { metric: "calls", simulated: "1", recorded: "4", error: -0.75, source: "record" },
      { metric: "minutes", simulated: "12", recorded: "10", error: 0.2, source: "record" },
    ]);
  });

  it("refuses a trace whose books were never checked", () => {
    expect(() =>
      measure(
        conservation(),
        RUN.filter((row) => row.kind !== "conservation"),
      ),
    )
      .to.throw()
      .with.property("code", "TRACE_INCOMPLETE");
  });
});
