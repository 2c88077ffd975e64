import { expect } from "chai";
import fc from "fast-check";
import { leverage } from "../../../src/analysis/leverage.ts";
import { account, measure } from "./rows.ts";

const end = (collateralUsd: number, debtUsd: number) => account(collateralUsd, debtUsd, { phase: "end" });

describe("leverage", () => {
  it("divides the gross assets of solvent holders by their equity", () => {
    const rows = [account(1000, 800), account(300, 0), account(100, 120), end(500, 250), end(10, 10)];

    const figures = measure(leverage(), rows);

    // (1000 + 300) ÷ (200 + 300); then 500 ÷ 250.
    expect(figures.systemicStart).to.equal(2.6);
    expect(figures.systemicEnd).to.equal(2);
  });

  it("is null without a solvent holder, never infinite", () => {
    const figures = measure(leverage(), [account(100, 100), account(0, 5)]);

    expect(figures).to.include({ systemicStart: null, p99AccountStart: null, maxAccountStart: null });
  });

  it("leaves accounts with less than $100 of equity out of the largest", () => {
    const rows = [account(1000, 900), account(99.99, 0), account(1000, 900.01)];

    expect(measure(leverage(), rows).maxAccountStart).to.equal(10);
  });

  it("takes the 99th percentile by nearest rank", () => {
    const levered = Array.from({ length: 200 }, (_, i) => account(100 * (i + 1), 100 * i));

    const figures = measure(leverage(), levered);

    expect(figures.p99AccountStart).to.equal(198);
    expect(figures.maxAccountStart).to.equal(200);
  });

  it("rounds to six decimals, half away from zero", () => {
    expect(measure(leverage(), [account(1000, 700)]).systemicStart).to.equal(3.333333);
    expect(measure(leverage(), [account(2000, 1700)]).systemicStart).to.equal(6.666667);
  });

  it("counts holders whose equity is gone at the end, with debt or written off to nothing", () => {
    const rows = [account(10, 20), end(10, 20), end(0, 0), end(10, 10), end(10, 9)];

    expect(measure(leverage(), rows).insolventAccounts).to.equal(3);
  });

  it("shares looping by what loopers have borrowed, at most what they have", () => {
    const looping = true;
    const rows = [account(900, 600, { looping }), account(100, 150, { looping }), account(1000, 500)];

    const figures = measure(leverage(), rows);

    expect(figures.loopingShareStart).to.equal(0.35);
    expect(figures.intraSystemShareStart).to.equal(0.625);
  });

  it("has shares of zero when nobody has anything", () => {
    expect(measure(leverage(), [])).to.include({ loopingShareStart: 0, intraSystemShareStart: 0 });
  });

  it("does not depend on the order of the accounts", () => {
    const holding = fc.record({ gross: fc.nat(10_000), debt: fc.nat(10_000), looping: fc.boolean() });
    fc.assert(
      fc.property(
        fc
          .array(holding)
          .chain((book) => fc.tuple(fc.constant(book), fc.shuffledSubarray(book, { minLength: book.length }))),
        ([book, shuffled]) => {
          const rowsOf = (holdings: typeof book) =>
            holdings.flatMap(({ gross, debt, looping }) => [account(gross, debt, { looping }), end(debt, gross)]);

          expect(measure(leverage(), rowsOf(shuffled))).to.deep.equal(measure(leverage(), rowsOf(book)));
        },
      ),
    );
  });

  it("is at least one for every solvent book", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 10_000 }), fc.nat(10_000)), { minLength: 1 }), (book) => {
        const { systemicStart } = measure(
          leverage(),
          book.map(([gross, debt]) => account(gross, debt)),
        );

        expect(systemicStart === null ? book.every(([gross, debt]) => debt >= gross) : systemicStart >= 1).to.equal(
          true,
        );
      }),
    );
  });
});
