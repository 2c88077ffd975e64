import { expect } from "chai";
import fc from "fast-check";
import { bidDepth, constantProductDepth } from "../../../src/model/bidDepth.ts";
import type { BookAccount } from "../../../src/model/bookAccount.ts";
import { type CascadeInput, cascade } from "../../../src/model/cascade.ts";
import { totalFall } from "../../../src/model/constantProductCascade.ts";
import { positionsForDepth } from "../../../src/model/depth.ts";
import { sqrtPriceFromPrice } from "../../../src/model/marketPrice.ts";
import { PRESETS } from "../../../src/model/rules.ts";
import { expWad } from "../../../src/model/transcendental.ts";
import { parseWad, WAD } from "../../../src/units.ts";

const MILLION = 10n ** 6n * WAD;
const side = { baseIsToken0: true, quoteDecimals: 6, quotePrice: WAD };
const root = sqrtPriceFromPrice(3000n * WAD, { ...side, baseDecimals: 18 });

/** A pool of stated depth (millions within 2 % and 10 %), as bid depth. */
function pool(within2: bigint, within10: bigint) {
  const depth = { within2: within2 * 10n ** 12n, within10: within10 * 10n ** 12n, tail: within10 * 10n ** 12n };
  return bidDepth([{ ...side, sqrtPriceX96: root, positions: positionsForDepth(root, 10, depth, side) }]);
}

/** A borrower of stable debt on the shocked asset, at a health factor, under v3.6 rules. */
function borrower(collateralUsd: bigint, health: bigint): BookAccount {
  const threshold = parseWad("0.83");
  return {
    collaterals: [{ usd: collateralUsd, exposed: true, threshold, incentive: parseWad("1.05"), protocolFee: 1_000n }],
    debts: [{ usd: (collateralUsd * threshold) / health, exposed: false }],
    rules: PRESETS["aave-v3.6"],
  };
}

/** `count` borrowers of equal size with health factors spread evenly from 1.02. */
function book(count: number, collateralUsd: bigint, step = parseWad("0.001")): BookAccount[] {
  return Array.from({ length: count }, (_, i) => borrower(collateralUsd, parseWad("1.02") + BigInt(i) * step));
}

/** Sales of `perLog` dollars a unit of log price, in steps of a thousandth from zero on. */
function steadySales(perLog: bigint, steps: number) {
  return Array.from({ length: steps }, (_, i) => ({ usd: perLog / 1_000n, trigger: (BigInt(i) * WAD) / 1_000n }));
}

const base: Omit<CascadeInput, "accounts"> = {
  shock: parseWad("0.1"),
  outsideDepth: 500n * MILLION,
  sale: { depth: pool(10n, 25n), poolFee: parseWad("0.0005"), minimumProfit: 10n * WAD },
};

describe("cascade", () => {
  it("falls by the shock alone without a book, or with a market that nothing moves", () => {
    expect(cascade({ ...base, accounts: [] }).fall).to.equal(base.shock);
    const uncoupled = cascade({ ...base, accounts: book(300, MILLION), outsideDepth: null });
    expect([uncoupled.fall, uncoupled.rest]).to.deep.equal([base.shock, base.shock]);
    expect(uncoupled.soldUsd > 0n).to.equal(true);
  });

  it("rests where the outside and the pools have taken exactly what was sold", () => {
    const { rest, soldUsd } = cascade({ ...base, accounts: book(300, MILLION) });
    const total = rest as bigint;
    expect(total > base.shock).to.equal(true);

    const [start, end] = [expWad(-base.shock), expWad(-total)];
    const pools = base.sale.depth.paidTo(end) - base.sale.depth.paidTo(start);
    const outside = ((base.outsideDepth as bigint) * (total - base.shock)) / WAD;
    const gap = pools + outside - soldUsd;
    expect((gap < 0n ? -gap : gap) < soldUsd / 10n ** 9n).to.equal(true);
  });

  it("passes its resting place by what the pools take a block too late, and by no more", () => {
    const panic = [{ usd: 20n * MILLION, trigger: base.shock }];
    const { fall, rest } = cascade({ ...base, accounts: [], panic });
    // The first block leaves the sale in the pool, the second hands all of it on: 20/500, which the pool then shares.
    expect(Number(fall) / 1e18).to.be.closeTo(0.1 + 20 / 500, 3e-4); // the pool keeps its fee's worth: 5 bp of its depth
    expect((rest as bigint) < (fall as bigint)).to.equal(true);
  });

  it("T10: meets the closed form on a constant product pool that alone is sold into", () => {
    const reserve = 100n * MILLION;
    for (const [shock, ratio] of [
      ["0.1", "0.5"],
      ["0.03", "0.8"],
      ["0.3", "0.3"],
    ] as const) {
      const n = parseWad(ratio);
      const perLog = (n * reserve) / (2n * WAD); // ρ
      // ρ·T in steps of 10⁻³ of log price, from zero on.
      const panic = steadySales(perLog, 1_000);
      const depth = constantProductDepth(reserve);
      const predicted = cascade({
        accounts: [],
        panic,
        shock: parseWad(shock),
        outsideDepth: 0n,
        sale: { depth, poolFee: 0n, minimumProfit: 0n },
      });
      const exact = totalFall(parseWad(shock), n) as bigint;
      expect(Number(predicted.fall) / 1e18).to.be.closeTo(Number(exact) / 1e18, 2e-3);
    }
  });

  it("T10: runs away above the threshold, to the last of the book or the pool", () => {
    const reserve = 100n * MILLION;
    const perLog = (parseWad("0.5") * reserve) / (2n * WAD);
    const panic = steadySales(perLog, 3_600);
    const sale = { depth: constantProductDepth(reserve), poolFee: 0n, minimumProfit: 0n };
    const at = (shock: string) => cascade({ accounts: [], panic, shock: parseWad(shock), outsideDepth: 0n, sale }).fall;
    expect([at("0.32") === null, at("0.34") === null]).to.deep.equal([false, true]);
  });

  it("falls less the deeper the market, and hardly at all a hundred times deeper", () => {
    const accounts = book(300, MILLION);
    const falls = [1n, 2n, 4n, 10n, 100n].map((times) => {
      const depth = pool(10n * times, 25n * times);
      const outsideDepth = (base.outsideDepth as bigint) * times;
      return cascade({ ...base, accounts, outsideDepth, sale: { ...base.sale, depth } }).fall as bigint;
    });
    falls.reduce((shallower, deeper) => {
      expect(deeper < shallower).to.equal(true);
      return deeper;
    });
    expect((falls.at(-1) as bigint) * 100n <= base.shock * 102n).to.equal(true);
  });

  it("falls no less with a larger shock or a larger book, and never less than the shock", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 120 }),
        fc.bigInt({ min: WAD / 50n, max: WAD / 5n }),
        fc.bigInt({ min: 0n, max: WAD / 50n }),
        (count, shock, extra) => {
          const accounts = book(count, MILLION / 2n);
          const { fall, rest } = cascade({ ...base, accounts, shock });
          expect((fall as bigint) >= (rest as bigint) && (rest as bigint) >= shock).to.equal(true);
          expect((cascade({ ...base, accounts, shock: shock + extra }).fall as bigint) >= (fall as bigint)).to.equal(
            true,
          );
          const larger = [...accounts, borrower(MILLION, parseWad("1.05"))];
          expect((cascade({ ...base, accounts: larger, shock }).fall as bigint) >= (fall as bigint)).to.equal(true);
        },
      ),
      { numRuns: 15, seed: 11 },
    );
  });

  it("sells nothing for a fall that the oracle does not print", () => {
    const accounts = book(100, MILLION);
    const { fall, soldUsd } = cascade({ ...base, accounts, deviation: parseWad("0.2") });
    expect([fall, soldUsd]).to.deep.equal([base.shock, 0n]);
  });

  it("comes to the same rest where arbitrage is slow", () => {
    const accounts = book(300, MILLION / 10n);
    const [fast, slow] = [undefined, WAD / 4n].map((arbitrageShare) => cascade({ ...base, accounts, arbitrageShare }));
    expect(Number(slow?.rest) / Number(fast?.rest)).to.be.closeTo(1, 0.01);
  });

  it("predicts ten thousand accounts", () => {
    const accounts = book(10_000, MILLION / 20n, parseWad("0.0001"));
    const { fall } = cascade({ ...base, accounts });
    expect((fall as bigint) > base.shock).to.equal(true);
  });
});
