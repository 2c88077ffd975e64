import { expect } from "chai";
import fc from "fast-check";
import { type LatticeInput, latticeOf } from "../../../../src/sweep/limit/lattice.ts";
import { type Found, mostTried, search } from "../../../../src/sweep/limit/search.ts";
import { BPS, WAD } from "../../../../src/units.ts";

type Response = (value: bigint) => boolean;

/** A search on a made-up response, with what it asked, batch by batch. */
async function searched(input: LatticeInput, holds: Response) {
  const lattice = latticeOf(input);
  const batches: bigint[][] = [];
  const found = await search(lattice, async (values) => {
    batches.push([...values]);
    return values.map((value) => ({ holds: holds(value) }));
  });
  return { lattice, batches, found };
}

function interval({ tried, refined }: Found<{ holds: boolean }>): [bigint, bigint] {
  const { from, to } = (refined as NonNullable<typeof refined>).change;
  return [(tried[from] as { value: bigint }).value, (tried[to] as { value: bigint }).value];
}

const TWO_TO_TEN: LatticeInput = { low: 2n * WAD, high: 10n * WAD, grain: 1n, points: 3 };

describe("search", () => {
  it("asks for ends and points at once, then for one value at a time", async () => {
    const { batches, found } = await searched(TWO_TO_TEN, (value) => value < (37n * WAD) / 10n);
    expect(batches.map((batch) => batch.length)).to.deep.equal([5, 1, 1, 1, 1]);
    expect(batches[0]).to.deep.equal([2n, 4n, 6n, 8n, 10n].map((value) => value * WAD));
    expect(interval(found)).to.deep.equal([(3625n * WAD) / 1000n, (375n * WAD) / 100n]);
    expect(found.refined?.reason).to.equal("only");
  });

  it("costs both ends and the points where nothing changes", async () => {
    for (const answer of [true, false]) {
      const { batches, found } = await searched(TWO_TO_TEN, () => answer);
      expect(batches.map((batch) => batch.length)).to.deep.equal([5]);
      expect([found.changes, found.refined]).to.deep.equal([[], undefined]);
    }
  });

  it("narrows the change next to the end that holds, and tells of the others", async () => {
    const inside = (from: bigint, to: bigint) => (value: bigint) => value > from * WAD && value < to * WAD;
    const cases: [Response, string, [bigint, bigint]][] = [
      [(value) => !inside(3n, 5n)(value), "nearestToLow", [2n, 4n]],
      [(value) => inside(3n, 5n)(value) || value > 9n * WAD, "nearestToHigh", [8n, 10n]],
      [inside(5n, 7n), "last", [6n, 8n]],
    ];
    for (const [holds, reason, [least, most]] of cases) {
      const { found } = await searched(TWO_TO_TEN, holds);
      const [from, to] = interval(found);
      expect(found.refined?.reason).to.equal(reason);
      expect(from >= least * WAD && to <= most * WAD, reason).to.equal(true);
      expect(found.changes.length).to.be.greaterThan(1);
    }
  });

  it("finds the neighbours where values are whole numbers or hundredths of a percent", async () => {
    const whole = await searched(
      { low: WAD, high: 900n * WAD, grain: WAD, points: 3, tolerance: 1n },
      (v) => v < 77n * WAD,
    );
    expect(interval(whole.found)).to.deep.equal([76n * WAD, 77n * WAD]);
    const bps = WAD / BPS;
    const fine = await searched({ low: 0n, high: WAD, grain: bps, points: 3, tolerance: 1n }, (v) => v <= 1234n * bps);
    expect(interval(fine.found)).to.deep.equal([1234n * bps, 1235n * bps]);
  });

  it("tries each of a few whole numbers once", async () => {
    const { batches, found } = await searched({ low: WAD, high: 3n * WAD, grain: WAD, points: 5 }, (v) => v < 3n * WAD);
    expect(batches).to.deep.equal([[WAD, 2n * WAD, 3n * WAD]]);
    expect(interval(found)).to.deep.equal([2n * WAD, 3n * WAD]);
  });

  const inputs = fc
    .record({
      low: fc.bigInt({ min: -10_000n, max: 10_000n }),
      range: fc.bigInt({ min: 1n, max: 50_000n }),
      grain: fc.constantFrom(1n, WAD / BPS, WAD),
      scale: fc.constantFrom(1n, 1000n, 7919n),
      points: fc.integer({ min: 0, max: 9 }),
      tolerance: fc.option(fc.bigInt({ min: 1n, max: 10n ** 20n }), { nil: undefined }),
    })
    .map(({ low, range, grain, scale, points, tolerance }) => {
      const unit = grain * scale;
      // A tolerance far below the range would take more halvings than a double counts.
      const least = (range * unit) / 2n ** 30n;
      const width = tolerance === undefined ? undefined : tolerance > least ? tolerance : least + 1n;
      return { low: low * unit, high: (low + range) * unit, grain, points, tolerance: width };
    });
  /** Any answer at any value, always the same one. */
  const noise = fc.integer({ min: 0, max: 2 ** 31 - 1 }).map(
    (salt): Response =>
      (value) => {
        const mixed = BigInt.asUintN(64, (value + BigInt(salt)) * 0x9e3779b97f4a7c15n);
        return ((mixed >> 33n) & 1n) === 1n;
      },
  );

  it("always brackets a change, as narrow as asked, in no more tries than stated", async () => {
    await fc.assert(
      fc.asyncProperty(inputs, noise, async (input, holds) => {
        const { lattice, batches, found } = await searched(input, holds);
        const asked = batches.flat();
        expect(new Set(asked).size).to.equal(asked.length);
        expect(asked.length).to.be.at.most(mostTried(lattice));
        expect(asked.length).to.equal(found.tried.length);
        for (const value of asked) {
          expect(value >= input.low && value <= input.high).to.equal(true);
          expect(value === input.low || value === input.high || value % input.grain === 0n).to.equal(true);
        }
        for (const { from, to } of found.changes)
          expect(found.tried[from]?.answer.holds).to.not.equal(found.tried[to]?.answer.holds);
        if (found.refined === undefined) {
          expect(new Set(found.tried.map(({ answer }) => answer.holds)).size).to.equal(1);
          return;
        }
        const [from, to] = interval(found);
        expect(from < to && holds(from) !== holds(to)).to.equal(true);
        const asNarrow = input.tolerance === undefined ? (input.high - input.low) / 60n : input.tolerance;
        expect(to - from <= (asNarrow > input.grain ? asNarrow : input.grain)).to.equal(true);
      }),
    );
  });

  it("finds the threshold of a response that changes once", async () => {
    await fc.assert(
      fc.asyncProperty(inputs, fc.integer({ min: 1, max: 1000 }), fc.boolean(), async (input, part, below) => {
        const threshold = input.low + ((input.high - input.low) * BigInt(part) + 999n) / 1000n;
        const { found } = await searched(input, (value) => value < threshold === below);
        const [from, to] = interval(found);
        expect(from < threshold && threshold <= to).to.equal(true);
        expect(found.changes).to.have.length(1);
      }),
    );
  });
});
