import { expect } from "chai";
import fc from "fast-check";
import { changePosition } from "../../../../src/model/perps/changePosition.ts";
import { EMPTY_SIDE } from "../../../../src/model/perps/marketState.ts";
import { orderOutcome } from "../../../../src/model/perps/orderOutcome.ts";
import { NO_POSITION, type PerpPosition } from "../../../../src/model/perps/position.ts";
import { movedSides } from "../../../../src/model/perps/sides.ts";
import { abs, parseWad, WAD } from "../../../../src/units.ts";
import { SAMPLE_TERMS, USDC_UNIT } from "../../../support/samplePerpTerms.ts";

const anySize = fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n }).filter((size) => size !== 0n);
const anyPrice = fc.bigInt({ min: 10n ** 15n, max: 10n ** 23n });
const change = (position: PerpPosition, size: bigint, price: bigint) =>
  changePosition(position, size, price, 0n, USDC_UNIT);

describe("a position's change", () => {
  it("costs what it is worth, and realises the difference of prices when it closes", () => {
    const opened = change(NO_POSITION, 10n * WAD, 2_000n * WAD);
    expect(opened.position.cost).to.equal(20_000n * USDC_UNIT);
    const closed = change(opened.position, -4n * WAD, 2_100n * WAD);
    expect([closed.pnl, closed.position.size, closed.position.cost]).to.deep.equal([
      400n * USDC_UNIT,
      6n * WAD,
      12_000n * USDC_UNIT,
    ]);
  });

  it("crosses to the other side in one go as in two", () => {
    fc.assert(
      fc.property(
        anySize,
        anyPrice,
        anyPrice,
        fc.bigInt({ min: 1n, max: 10n ** 21n }),
        (size, entry, price, beyond) => {
          const { position } = change(NO_POSITION, size, entry);
          const excess = size > 0n ? -beyond : beyond;
          const crossed = change(position, -size + excess, price);
          const closed = change(position, -size, price);
          expect(closed.position).to.deep.equal(NO_POSITION);
          expect(crossed).to.deep.equal({ ...change(NO_POSITION, excess, price), pnl: closed.pnl });
        },
      ),
    );
  });

  it("never gains by rounding: in parts it realises no more than at once, and at most two units a part less", () => {
    fc.assert(
      fc.property(anySize, anyPrice, anyPrice, fc.bigInt({ min: 1n, max: 999n }), (size, entry, price, share) => {
        const { position } = change(NO_POSITION, size, entry);
        const part = (size * share) / 1_000n;
        fc.pre(part !== 0n && part !== size);
        const first = change(position, -part, price);
        const second = change(first.position, part - size, price);
        const gap = change(position, -size, price).pnl - first.pnl - second.pnl;
        expect(gap >= 0n && gap <= 2n, `${gap}`).to.equal(true);
      }),
    );
  });

  it("settles funding and starts at the present index", () => {
    const position = { size: -3n * WAD, cost: 0n, funding: 5n * WAD };
    const { funding, position: after } = changePosition(position, -WAD, WAD, 7n * WAD, USDC_UNIT);
    expect([funding, after.funding]).to.deep.equal([-6n * USDC_UNIT, 7n * WAD]);
  });
});

describe("a market's sides", () => {
  it("are the sums over its positions after any orders", () => {
    const order = fc.record({ account: fc.nat({ max: 3 }), size: anySize });
    fc.assert(
      fc.property(fc.array(order, { maxLength: 20 }), (orders) => {
        const positions: PerpPosition[] = [NO_POSITION, NO_POSITION, NO_POSITION, NO_POSITION];
        let market = { index: 2_000n * WAD, long: EMPTY_SIDE, short: EMPTY_SIDE, fundingIndex: 12_345n };
        const pool = { feeShare: WAD, maxProfitForWithdrawal: 0n, maxProfitForPayout: 0n };
        for (const { account, size } of orders) {
          const before = positions[account] as PerpPosition;
          const outcome = orderOutcome(market, SAMPLE_TERMS, pool, before, size, USDC_UNIT);
          positions[account] = outcome.position;
          market = { ...market, ...outcome.sides, fundingIndex: market.fundingIndex + 999n };
        }
        const sum = (side: (size: bigint) => boolean, of: (position: PerpPosition) => bigint) =>
          positions.filter(({ size }) => side(size)).reduce((total, position) => total + of(position), 0n);
        for (const [name, side] of [
          ["long", (size: bigint) => size > 0n],
          ["short", (size: bigint) => size < 0n],
        ] as const) {
          expect(market[name]).to.deep.equal({
            size: sum(side, ({ size }) => abs(size)),
            cost: sum(side, ({ cost }) => abs(cost)),
            fundingWeight: sum(side, ({ size, funding }) => abs(size) * funding),
          });
        }
      }),
    );
  });

  it("give the pool its share of a fee, rounded up", () => {
    const market = { index: 2_000n * WAD, long: EMPTY_SIDE, short: EMPTY_SIDE, fundingIndex: 0n };
    const pool = { feeShare: parseWad("33.333%"), maxProfitForWithdrawal: 0n, maxProfitForPayout: 0n };
    const { fee, poolFee } = orderOutcome(market, SAMPLE_TERMS, pool, NO_POSITION, WAD / 100n, USDC_UNIT);
    expect([fee.total, poolFee]).to.deep.equal([12_001n, 4_001n]);
    expect(movedSides(market, NO_POSITION, NO_POSITION)).to.deep.equal({ long: EMPTY_SIDE, short: EMPTY_SIDE });
  });
});
