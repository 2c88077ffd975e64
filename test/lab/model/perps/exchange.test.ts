import { expect } from "chai";
import { FaultlineError } from "../../../../src/errors.ts";
import { engineEquity } from "../../../../src/model/perps/engineEquity.ts";
import { accountOf, ENGINE, type PerpExchangeState, positionOf } from "../../../../src/model/perps/exchangeState.ts";
import { measureAccount, valuedPositions } from "../../../../src/model/perps/measureAccount.ts";
import type { PerpAction, PerpModel } from "../../../../src/model/perps/perpModel.ts";
import { tradersProfit } from "../../../../src/model/perps/poolEquity.ts";
import { refusalCode } from "../../../../src/model/perps/refusal.ts";
import { floorDiv } from "../../../../src/model/perps/rounding.ts";
import { parseWad, WAD } from "../../../../src/units.ts";
import { parityListings } from "../../../support/perpListings.ts";
import { startModel } from "../../../support/perpModelStart.ts";
import { perpSteps, resolveStep } from "../../../support/perpSteps.ts";
import { sampleTerms, USDC_UNIT } from "../../../support/samplePerpTerms.ts";

const DOLLAR = 10n ** 8n;
const name = (n: number) => `0x${n.toString(16).padStart(40, "0")}`;

/** Everything of the quote token that the exchange says it has. */
function cash({ accounts, books }: PerpExchangeState): bigint {
  const settled = [...accounts.values()].reduce((sum, account) => sum + account.settled, 0n);
  return settled + books.poolCash + books.insurance + books.fees;
}

/** Two markets at 1,000 dollars a unit without fees, funding or impact: results are size times price move. */
function plainExchange(): PerpModel {
  const terms = sampleTerms({
    trading: { skewScale: 10n ** 15n * WAD, makerFee: 0n, takerFee: 0n },
    margin: {
      initialRatio: parseWad("0.4%"),
      initialSlope: 0n,
      maintenanceScalar: parseWad("50%"),
      minPositionMargin: 0n,
    },
    funding: { maxVelocity: 0n },
    adl: { policy: "hyperliquid-queue" },
  });
  const listed = { terms, price: 1_000n * DOLLAR };
  const pool = { feeShare: WAD, maxProfitForWithdrawal: 0n, maxProfitForPayout: 0n };
  const model = startModel({ quoteDecimals: 6, pool, markets: [listed, listed], collaterals: [] }, [], []);
  model.moveTo(1_000n, 1n);
  model.apply({ kind: "depositPool", amount: 10n ** 6n * USDC_UNIT });
  return model;
}

/** To the nearest dollar. */
function dollars(quote: bigint): bigint {
  return floorDiv(quote + USDC_UNIT / 2n, USDC_UNIT);
}

function deposit(model: PerpModel, account: string, dollars: bigint): void {
  model.apply({ kind: "deposit", account, token: null, amount: dollars * USDC_UNIT });
}

function trade(model: PerpModel, account: string, market: number, size: bigint): void {
  const acceptablePrice = size > 0n ? 10n ** 60n : 0n;
  model.apply({ kind: "trade", account, order: { market, sizeDelta: size * WAD, acceptablePrice, reduceOnly: false } });
}

describe("a whole exchange in the model", () => {
  it("deleverages an account of 100 margin, +6,000 and −5,500, by less than its equity", () => {
    const model = plainExchange();
    const [winner, loser] = [name(1), name(2)];
    deposit(model, winner, 1_000n);
    deposit(model, loser, 6_500n);
    trade(model, winner, 0, -60n);
    trade(model, winner, 1, -55n);
    trade(model, loser, 0, 60n);
    // 600 of equity are left once 900 of the thousand that opened the positions are out again.
    model.print({ market: 0, feed: "index", price: 900n * WAD });
    model.print({ market: 1, feed: "index", price: 1_100n * WAD });
    const { settled } = accountOf(model.state, winner);
    expect(settled).to.equal(1_000n * USDC_UNIT);
    const profits = [...valuedPositions(model.state, winner).values()].map(({ profit }) => dollars(profit));
    expect(profits).to.deep.equal([6_000n, -5_500n]);
    model.apply({ kind: "withdraw", account: winner, token: null, amount: 900n * USDC_UNIT });

    model.print({ market: 0, feed: "index", price: 880n * WAD });
    model.print({ market: 1, feed: "index", price: 1_120n * WAD });
    model.apply({ kind: "takeOver", account: loser, randomness: 0n });
    expect(dollars(engineEquity(model.state))).to.equal(-700n);
    const before = measureAccount(model.state, winner);
    expect(dollars(before.equity)).to.equal(700n);

    model.apply({ kind: "deleverage", market: 0, longs: false, order: [winner] });
    const after = measureAccount(model.state, winner);
    const taken = before.equity - after.equity;
    expect(taken > 400n * USDC_UNIT && taken < 700n * USDC_UNIT, `${taken}`).to.equal(true);
    expect(after.equity >= after.maintenance, "left with its maintenance margin").to.equal(true);
    expect(engineEquity(model.state) >= 0n, "the rest passed to the pool").to.equal(true);
    expect(positionOf(model.state, ENGINE, 0).size).to.equal(0n);
  });

  for (const seed of [11, 12, 13]) {
    it(`keeps every token and every sum on a thousand random steps, seed ${seed}`, () => {
      const listings = parityListings(6, [{ policy: "contracts-pro-rata" }, { policy: "binance-queue" }]);
      const model = startModel(listings, [1_000n, 1_000n], []);
      const traders = [1, 2, 3, 4, 5, 6].map(name);
      const cast = { traders, keeper: name(99), homes: model.state.markets.map(({ state }) => state.index) };
      let [time, block, brought] = [1_000n, 1n, 0n];
      for (const step of [...perpSteps(1_000, seed)]) {
        time += step.wait;
        block += 1n;
        model.moveTo(time, block);
        const resolved = resolveStep(model.state, cast, step);
        if ("print" in resolved) model.print(resolved.print);
        else if ("action" in resolved) brought += tried(model, resolved.action);
        expect(cash(model.state), `${block}`).to.equal(brought);
        expect(model.state.books.insurance >= 0n && model.state.books.poolCash >= 0n).to.equal(true);
      }
      const profits = [...traders, ENGINE].flatMap((account) => [...valuedPositions(model.state, account).values()]);
      const gap = tradersProfit(model.state) - profits.reduce((sum, { profit }) => sum + profit, 0n);
      expect(profits.length).to.be.greaterThan(3);
      expect(gap >= 0n && gap <= 2n * BigInt(profits.length + 2), `rounded by ${gap}`).to.equal(true);
    });
  }
});

/** What an action brings in, or takes out where it is negative; nothing where it is refused. */
function tried(model: PerpModel, action: PerpAction): bigint {
  const before = model.state;
  try {
    model.apply(action);
  } catch (error) {
    if (!(error instanceof FaultlineError) || !error.code.startsWith(refusalCode("AmountZero").slice(0, 12)))
      throw error;
    expect(model.state).to.equal(before);
    return 0n;
  }
  switch (action.kind) {
    case "deposit":
    case "withdraw":
      return action.token !== null ? 0n : action.kind === "deposit" ? action.amount : -action.amount;
    case "depositPool":
    case "fundInsurance":
      return action.amount;
    case "withdrawPool":
      return -action.amount;
    case "buySeized":
      return model.state.books.insurance - before.books.insurance;
    default:
      return 0n;
  }
}
