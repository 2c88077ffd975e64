import { expect } from "chai";
import { FaultlineError } from "../../../src/errors.ts";
import { cover, type Span } from "../../../src/fork/cover.ts";

const TOO_MUCH = new FaultlineError("TOO_MUCH", "Too much.");

/** Covers spans where pieces longer than `bears` says at their start are refused; gives the pieces taken and refused. */
async function covered(spans: Span[], bears: (from: number) => number, workers = 1, most = 1_024) {
  const taken: Span[] = [];
  let refused = 0;
  await cover(spans, {
    first: 64,
    most,
    workers,
    take: async (piece) => {
      await Promise.resolve();
      if (piece.to - piece.from + 1 > bears(piece.from)) {
        refused++;
        throw TOO_MUCH;
      }
      taken.push(piece);
    },
    isTooMuch: (error) => error === TOO_MUCH,
  });
  return { taken, refused, numbers: taken.flatMap(({ from, to }) => range(from, to)).sort((a, b) => a - b) };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const sizes = (taken: Span[]) => taken.map(({ from, to }) => to - from + 1);

describe("cover", () => {
  it("doubles pieces while nothing is refused", async () => {
    const { taken, numbers } = await covered([{ from: 0, to: 1_023 }], () => 10_000, 1, 256);
    expect(sizes(taken)).to.deep.equal([64, 128, 256, 256, 256, 64]);
    expect(numbers).to.deep.equal(range(0, 1_023));
  });

  for (const workers of [1, 3]) {
    it(`takes every number once, whatever is refused, with ${workers} at work`, async () => {
      const spans = [
        { from: 5, to: 400 },
        { from: 402, to: 402 },
        { from: 500, to: 3_000 },
      ];
      const { numbers, refused } = await covered(spans, (from) => (from % 7) + 1 + (from > 1_000 ? 90 : 0), workers);
      expect(numbers).to.deep.equal(spans.flatMap(({ from, to }) => range(from, to)));
      expect(refused).to.be.greaterThan(0);
    });
  }

  it("asks ever more rarely for more than a lasting limit", async () => {
    const { taken, refused } = await covered([{ from: 0, to: 99_999 }], () => 100);
    expect(taken.length).to.be.lessThan(100_000 / 45);
    expect(refused).to.be.lessThan(20);
  });

  it("covers nothing where there is nothing", async () => {
    expect((await covered([{ from: 3, to: 2 }], () => 1)).taken).to.deep.equal([]);
  });

  it("throws what a piece of one is refused for, and takes nothing after", async () => {
    let taken = 0;
    const options = {
      first: 8,
      most: 8,
      workers: 1,
      take: async ({ from, to }: Span) => {
        if (from <= 9 && to >= 9) throw TOO_MUCH;
        taken++;
      },
      isTooMuch: () => true,
    };
    let thrown: unknown;
    await cover([{ from: 0, to: 99 }], options).catch((error) => {
      thrown = error;
    });
    expect(thrown).to.equal(TOO_MUCH);
    expect(taken).to.equal(2);
  });
});
