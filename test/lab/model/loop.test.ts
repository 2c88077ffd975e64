import { expect } from "chai";
import fc from "fast-check";
import { fallToLiquidation } from "../../../src/model/liquidationPrice.ts";
import {
  healthFromLeverageDown,
  leverageFromHealthDown,
  leverageUp,
  loopLimitDown,
  loopPosition,
  loopTarget,
  ltvFromLeverageUp,
  maxLeverageDown,
} from "../../../src/model/loop.ts";
import { formatDecimal, parseWad, WAD } from "../../../src/units.ts";
import { codeOf } from "../../support/codeOf.ts";

const ratio = fc.bigInt({ min: 1n, max: (99n * WAD) / 100n });
const amount = fc.bigInt({ min: 10n ** 12n, max: 10n ** 26n });

describe("loop", () => {
  it("T1: sums the geometric series step by step", () => {
    fc.assert(
      fc.property(amount, ratio, ratio, fc.integer({ min: 0, max: 30 }), (initial, ltv, kept, iterations) => {
        const closed = loopPosition(initial, ltv, kept, iterations);
        let deposit = initial;
        let [collateral, debt] = [initial, 0n];
        for (let step = 0; step < iterations; step++) {
          const borrowed = (deposit * ltv) / WAD;
          deposit = (borrowed * kept) / WAD;
          collateral += deposit;
          debt += borrowed;
        }
        // Each iteration rounds a borrow and a deposit down, and passes the loss on.
        const units = BigInt(2 * iterations * (iterations + 1) + 1);
        expect(closed.collateral - collateral >= 0n && closed.collateral - collateral <= units).to.equal(true);
        expect(closed.debt - debt >= 0n && closed.debt - debt <= units).to.equal(true);
      }),
    );
  });

  it("T1: owes its collateral less the start in one asset, and tends to 1/(1 − q)", () => {
    const { collateral, debt } = loopPosition(WAD, parseWad("0.8"), WAD, 60);
    expect(collateral - debt).to.equal(WAD);
    expect(loopLimitDown(WAD, parseWad("0.8"))).to.equal(5n * WAD);
    expect(5n * WAD - collateral < WAD / 10n ** 5n).to.equal(true);
  });

  it("T2: bounds leverage at 18.18 for a maximum LTV of 0.945", () => {
    expect(formatDecimal(maxLeverageDown(parseWad("0.945")), 18, 2)).to.equal("18.18");
  });

  it("T2: takes leverage to a position, to LTV and to health and back", () => {
    fc.assert(
      fc.property(amount, fc.bigInt({ min: WAD + WAD / 100n, max: 30n * WAD }), (equity, leverage) => {
        const { collateral, debt } = loopTarget(equity, leverage);
        const back = leverageUp(collateral, debt);
        expect(leverage - back <= (2n * WAD) / equity + 1n && back - leverage <= (2n * WAD) / equity + 1n).to.equal(
          true,
        );

        const threshold = parseWad("0.83");
        const health = healthFromLeverageDown(leverage, threshold);
        const again = leverageFromHealthDown(health, threshold);
        expect(again >= leverage && again - leverage <= (leverage * leverage) / WAD / 10n ** 15n + 10n ** 6n).to.equal(
          true,
        );
        expect(ltvFromLeverageUp(leverage) < WAD).to.equal(true);
      }),
    );
  });

  it("refuses loops that never end and leverage below one", () => {
    expect(codeOf(() => loopPosition(1n, WAD, WAD, 1))).to.equal("LEVERAGE_UNBOUNDED");
    expect(codeOf(() => leverageUp(1n, 1n))).to.equal("LEVERAGE_UNBOUNDED");
    expect(codeOf(() => loopTarget(1n, WAD - 1n))).to.equal("LEVERAGE_BELOW_ONE");
    expect(codeOf(() => healthFromLeverageDown(WAD, WAD))).to.equal("LEVERAGE_BELOW_ONE");
  });
});

describe("fallToLiquidation", () => {
  const stable = 0n;
  const volatile = WAD;

  it("T3: is 1 − 1/HF for one volatile collateral and stable debt", () => {
    const fall = fallToLiquidation(
      [{ value: 10_000n, beta: volatile, threshold: parseWad("0.83") }],
      [{ value: 6_640n, beta: stable }],
    );
    expect(fall).to.equal(parseWad("0.2")); // HF 1.25
  });

  it("T3: is a rise of HF − 1 for stable collateral and volatile debt", () => {
    const fall = fallToLiquidation(
      [{ value: 10_000n, beta: stable, threshold: parseWad("0.9") }],
      [{ value: 7_500n, beta: volatile }],
    );
    expect(fall).to.equal(parseWad("-0.2")); // HF 1.2
  });

  it("T3: is nowhere for a loop whose two sides fall alike", () => {
    const both = { value: 9_500n, beta: volatile };
    expect(fallToLiquidation([{ ...both, value: 10_000n, threshold: parseWad("0.95") }], [both])).to.equal(null);
  });

  it("T3: makes both sides equal where it says", () => {
    fc.assert(
      fc.property(amount, amount, amount, ratio, ratio, (one, other, owed, lt, beta) => {
        const collaterals = [
          { value: one, beta: volatile, threshold: lt },
          { value: other, beta, threshold: lt },
        ];
        const fall = fallToLiquidation(collaterals, [{ value: owed, beta: stable }]);
        if (fall === null) return;
        const covered = collaterals.reduce(
          (sum, c) => sum + (c.value * c.threshold * (WAD * WAD - c.beta * fall)) / WAD,
          0n,
        );
        const error = covered - owed * WAD * WAD;
        expect((error < 0n ? -error : error) <= (one + other) * WAD * 4n).to.equal(true);
      }),
    );
  });
});
