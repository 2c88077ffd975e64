import { expect } from "chai";
import fc from "fast-check";
import { LookThrough, type ShareBook } from "../../../src/model/lookThrough.ts";

const books = (all: Record<string, ShareBook>) => new Map(Object.entries(all));
const abs = (value: bigint) => (value < 0n ? -value : value);

/** What an amount of shares is worth, vault by vault, where no vault holds shares of a later one. */
function unrolled(all: ShareBook[], vault: number, shares: bigint): { over: bigint; by: bigint } {
  const { supply, own, shares: held } = all[vault] as ShareBook;
  let total = { over: own.usd ?? 0n, by: 1n };
  for (const [name, amount] of Object.entries(held)) {
    const inner = unrolled(all, Number(name), amount);
    total = { over: total.over * inner.by + inner.over * total.by, by: total.by * inner.by };
  }
  return { over: total.over * shares, by: total.by * supply };
}

describe("lookThrough", () => {
  it("gives a share its part of what its vault has", () => {
    const through = new LookThrough(books({ loop: { supply: 50n, own: { gross: 500n, debt: 400n }, shares: {} } }));

    expect(through.of("loop", 10n)).to.deep.equal({ gross: 100n, debt: 80n });
  });

  it("meets the closed form where two vaults hold each other", () => {
    // A has 600 and a quarter of B, B has 100 and half of A: a = 600 + b/4, b = 100 + a/2, so a = 5000/7 and b = 3200/7.
    const through = new LookThrough(
      books({
        A: { supply: 1000n, own: { usd: 600n * 7n }, shares: { B: 2n } },
        B: { supply: 8n, own: { usd: 100n * 7n }, shares: { A: 500n } },
      }),
    );

    expect(through.of("A", 1000n)).to.deep.equal({ usd: 5000n });
    expect(through.of("B", 8n)).to.deep.equal({ usd: 3200n });
    // Those outside have all that there is and no more: 500 ÷ 1000 of A and 6 ÷ 8 of B.
    expect(2500n + 2400n).to.equal(7n * 700n);
  });

  it("looks through a vault that holds its own shares", () => {
    const through = new LookThrough(books({ A: { supply: 10n, own: { usd: 60n }, shares: { A: 4n } } }));

    expect(through.of("A", 6n)).to.deep.equal({ usd: 60n });
  });

  it("equals the value computed vault by vault in any nesting", () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 24n });
    const book = fc.record({ supply: fc.bigInt({ min: 1n, max: 10n ** 24n }), usd: amount, held: fc.array(amount) });
    fc.assert(
      fc.property(fc.array(book, { minLength: 1, maxLength: 6 }), amount, (list, shares) => {
        const all = list.map(({ supply, usd, held }, i) => ({
          supply,
          own: { usd },
          shares: Object.fromEntries(held.slice(0, i).map((part, w) => [String(w), part])),
        }));
        const through = new LookThrough(books(Object.fromEntries(all.map((one, i) => [String(i), one]))));
        const { over, by } = unrolled(all, all.length - 1, shares);

        expect(through.of(String(all.length - 1), shares).usd).to.equal(over / by);
      }),
    );
  });

  it("leaves those outside with all that vaults have, whoever holds whom", () => {
    const part = fc.nat(30).map(BigInt);
    const own = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    fc.assert(
      fc.property(fc.array(fc.tuple(own, fc.tuple(part, part, part)), { minLength: 3, maxLength: 3 }), (list) => {
        // Each of three vaults holds at most 90 of each hundred shares with the other two: ten stay outside at least.
        const all = Object.fromEntries(
          list.map(([usd, held], i) => [
            String(i),
            { supply: 100n, own: { usd }, shares: Object.fromEntries(held.map((shares, w) => [String(w), shares])) },
          ]),
        );
        const through = new LookThrough(books(all));
        let outside = 0n;
        for (const vault of Object.keys(all)) {
          const inside = Object.values(all).reduce((sum, { shares }) => sum + (shares[vault] ?? 0n), 0n);
          outside += through.of(vault, 100n - inside).usd ?? 0n;
        }

        expect(abs(outside - list.reduce((sum, [usd]) => sum + usd, 0n)) < 3n).to.equal(true);
      }),
    );
  });

  it("takes a vault without shares for nothing", () => {
    const through = new LookThrough(
      books({
        empty: { supply: 0n, own: { usd: 5n }, shares: { full: 1n } },
        full: { supply: 2n, own: { usd: 8n }, shares: { empty: 3n } },
      }),
    );

    expect(through.of("empty", 1n)).to.deep.equal({ usd: 0n });
    expect(through.of("full", 1n)).to.deep.equal({ usd: 4n });
  });

  it("refuses vaults that own each other whole", () => {
    const closed = { A: { supply: 1n, own: {}, shares: { B: 1n } }, B: { supply: 1n, own: {}, shares: { A: 1n } } };

    expect(() => new LookThrough(books(closed)))
      .to.throw()
      .with.property("code", "LOOK_THROUGH_CLOSED");
  });
});
