import { expect } from "chai";
import fc from "fast-check";
import { adlBound } from "../../../../src/model/perps/adlBound.ts";
import { adlQueue, adlRound } from "../../../../src/model/perps/adlRound.ts";
import { type AdlCandidate, adlScore } from "../../../../src/model/perps/adlScore.ts";
import { positionMargin } from "../../../../src/model/perps/positionMargin.ts";
import { positionProfit } from "../../../../src/model/perps/positionProfit.ts";
import { quoteValueDown } from "../../../../src/model/perps/rounding.ts";
import { abs, formatDecimal, parseWad, WAD } from "../../../../src/units.ts";
import { SAMPLE_TERMS, USDC_UNIT } from "../../../support/samplePerpTerms.ts";

const MARK = 100n * WAD;
const SEED = 7n;
const address = (n: number) => `0x${n.toString(16).padStart(40, "0")}`;

/** A short of `size` opened `profit` dollars (wad each) above the mark, whose account has `settled` beside it. */
function short(n: number, size: bigint, profit: bigint, settled: bigint): AdlCandidate {
  const notional = quoteValueDown(size, MARK, USDC_UNIT);
  const gain = (profit * USDC_UNIT) / WAD;
  const cash = (settled * USDC_UNIT) / WAD;
  const { maintenance } = positionMargin(SAMPLE_TERMS, -size, { mark: MARK, openInterest: 0n, quoteUnit: USDC_UNIT });
  return {
    account: address(n),
    size: -size,
    cost: notional + gain,
    notional,
    profit: gain,
    settled: cash,
    equity: cash + gain,
    maintenance,
    maintenanceOfOthers: 0n,
  };
}

describe("T11: deleveraging against profits of 8, 4, 0.5, 0 and 0 with a deficit of 15 at severity one half", () => {
  // Longs were taken over at 99.5, half a dollar a unit worse for the shorts than mark: 7.5 dollars are 15 units.
  const profits = ["8", "4", "0.5", "0", "0"].map((profit) => parseWad(profit));
  const demand = { target: 15n * WAD, gap: WAD / 2n, seed: SEED, quoteUnit: USDC_UNIT };
  const taken = (round: ReturnType<typeof adlRound>) =>
    profits.map((_, i) => {
      const size = round.closings.find(({ account }) => account === address(i + 1))?.size ?? 0n;
      return formatDecimal(quoteValueDown(size, demand.gap, USDC_UNIT), 6);
    });

  it("a queue that ranks the second first takes 3.5 and 4", () => {
    const winners = profits.map((profit, i) => short(i + 1, 40n * WAD, profit, i === 1 ? 500n * WAD : 5_000n * WAD));
    const round = adlRound("hyperliquid-queue", winners, demand);
    expect(taken(round)).to.deep.equal(["3.5", "4", "0", "0", "0"]);
    expect(round.closings.map(({ account }) => account)).to.deep.equal([address(2), address(1)]);
    expect(round.passed).to.equal(0n);
  });

  it("profit pro rata takes 0.6 of each profit", () => {
    const winners = profits.map((profit, i) => short(i + 1, 40n * WAD, profit, 5_000n * WAD));
    const round = adlRound("profit-pro-rata", winners, demand);
    expect(taken(round)).to.deep.equal(["4.8", "2.4", "0.3", "0", "0"]);
    expect(round.closed).to.equal(demand.target);
  });
});

describe("the bound of deleveraging", () => {
  it("spares an account of 100 margin with 6,000 on one position and −5,500 on another all but 600", () => {
    const candidate: AdlCandidate = {
      account: address(1),
      size: 60n * WAD,
      cost: 0n,
      notional: 6_000n * USDC_UNIT,
      profit: 6_000n * USDC_UNIT,
      settled: 100n * USDC_UNIT,
      equity: 600n * USDC_UNIT,
      maintenance: 90n * USDC_UNIT,
      maintenanceOfOthers: 50n * USDC_UNIT,
    };
    const most = adlBound(candidate, 60n * WAD, USDC_UNIT);
    const taken = quoteValueDown(most, 60n * WAD, USDC_UNIT);
    expect(taken < 510n * USDC_UNIT && taken > 509n * USDC_UNIT, "profit alone would allow 3,600").to.equal(true);
    expect(adlBound(candidate, WAD, USDC_UNIT), "60 leave 540, enough for the other position").to.equal(60n * WAD);
    expect(adlBound({ ...candidate, profit: 0n }, WAD, USDC_UNIT)).to.equal(0n);
    expect(adlBound({ ...candidate, equity: 90n * USDC_UNIT }, 60n * WAD, USDC_UNIT)).to.equal(0n);
  });

  it("never takes more than the profit, nor what the rest needs as maintenance", () => {
    const anySize = fc.bigInt({ min: WAD / 100n, max: 10_000n * WAD });
    const anyShare = fc.bigInt({ min: 0n, max: 10n ** 20n });
    fc.assert(
      fc.property(anySize, anyShare, anyShare, fc.bigInt({ min: 1n, max: 50n * WAD }), (size, profit, settled, gap) => {
        const candidate = short(1, size, profit, settled);
        const closed = adlBound(candidate, gap, USDC_UNIT);
        if (closed === 0n) return;
        const position = { size: -size, cost: -candidate.cost, funding: 0n };
        const released = (candidate.cost * closed) / size;
        const price = MARK + gap;
        const realised = quoteValueDown(-closed, price, USDC_UNIT) + released;
        const rest = { ...position, size: closed - size, cost: released - candidate.cost };
        const equity = candidate.settled + realised + positionProfit(rest, MARK, 0n, USDC_UNIT);
        const inputs = { mark: MARK, openInterest: 0n, quoteUnit: USDC_UNIT };
        const needed = rest.size === 0n ? 0n : positionMargin(SAMPLE_TERMS, rest.size, inputs).maintenance;
        expect(equity + 2n >= needed, "solvent").to.equal(true);
        expect(candidate.equity - equity <= candidate.profit + 2n, "out of profit").to.equal(true);
      }),
    );
  });
});

describe("ranks", () => {
  const context = { seed: SEED, quoteUnit: USDC_UNIT };
  const winner = short(1, 10n * WAD, 100n * WAD, 400n * WAD);

  it("follow each policy's formula", () => {
    expect(formatDecimal(adlScore("hyperliquid-queue", winner, context), 18)).to.equal("2.2");
    const long = { ...winner, size: 10n * WAD, cost: 800n * USDC_UNIT };
    expect(formatDecimal(adlScore("hyperliquid-queue", long, context), 18)).to.equal("2.5");
    const { maintenance } = winner;
    expect(adlScore("binance-queue", winner, context)).to.equal(((WAD / 4n) * maintenance) / (500n * USDC_UNIT));
    expect(adlScore("profit-pro-rata", winner, context)).to.equal(100n * WAD);
    expect(adlScore("contracts-pro-rata", winner, context)).to.equal(10n * WAD);
    expect(adlScore("random", winner, context)).to.not.equal(adlScore("random", winner, { ...context, seed: 8n }));
  });

  it("put the lower address first where scores are equal", () => {
    const same = [3, 1, 2].map((n) => ({ ...winner, account: address(n) }));
    const queue = adlQueue("contracts-pro-rata", same, { ...context, target: WAD, gap: 1n });
    expect(queue.map(({ account }) => account)).to.deep.equal([1, 2, 3].map(address));
  });

  it("take nobody where there is no policy, and pass all of it on", () => {
    const round = adlRound("none", [winner], { ...context, target: WAD, gap: 1n });
    expect([round.closings.length, round.passed]).to.deep.equal([0, WAD]);
  });

  it("close exactly the target or pass the rest on, whatever the policy", () => {
    const anyWinner = fc.record({ size: fc.integer({ min: 1, max: 99 }), profit: fc.integer({ min: 0, max: 500 }) });
    const policies = ["hyperliquid-queue", "binance-queue", "profit-pro-rata", "contracts-pro-rata", "random"] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...policies),
        fc.array(anyWinner, { maxLength: 8 }),
        fc.bigInt({ min: 1n, max: 500n * WAD }),
        fc.bigInt({ min: 0n, max: 20n * WAD }),
        (policy, drawn, target, gap) => {
          const winners = drawn.map(({ size, profit }, i) =>
            short(i + 1, BigInt(size) * WAD, BigInt(profit) * WAD, 300n * WAD),
          );
          const { closings, closed, passed } = adlRound(policy, winners, { ...context, target, gap });
          expect(closed + passed).to.equal(target);
          expect(closings.reduce((sum, { size }) => sum + size, 0n)).to.equal(closed);
          for (const { account, size } of closings) {
            const one = winners.find((each) => each.account === account) as AdlCandidate;
            expect(size <= abs(one.size) && one.profit > 0n).to.equal(true);
          }
        },
      ),
    );
  });
});
