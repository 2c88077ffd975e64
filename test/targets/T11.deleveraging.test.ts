import { expect } from "chai";
import type { AdlPolicy } from "../../src/model/perps/terms.ts";
import { parseDecimal, WAD } from "../../src/units.ts";
import { deployPerps } from "../support/perpExchange.ts";
import { sampleTerms } from "../support/samplePerpTerms.ts";

const USDC = 6;
const ETH = 0n;
const usd = (text: string): bigint => parseDecimal(text, USDC);
const NO_PREMIUM = 2n ** 127n - 1n; // [wad base] skew scale at which no order moves the price

// Entry prices are a hair in the trader's favour, so that fills rounded against him cost what they should. A long of 15 at
// 100 on 135 of margin is bankrupt at 91; at 90 the shorts' profits are 8, 4, 0.5, 0 and 0 and 15 is missing.
const LOSER = { margin: "135", size: 15n, entry: "99.99999999" };
const WINNERS = [
  { margin: "900", size: -10n, entry: "90.80000001" },
  { margin: "96", size: -8n, entry: "90.50000001" },
  { margin: "900", size: -5n, entry: "90.10000001" },
  { margin: "900", size: -5n, entry: "90.00000001" },
  { margin: "900", size: -3n, entry: "90.00000001" },
];

describe("T11 deleveraging, half of the deficit of 15 theirs", () => {
  it("takes 3.5, 4, 0, 0 and 0 from a queue that has the second first", async () => {
    const { taken, passed } = await deleverage("hyperliquid-queue", [1, 0]);

    expect(taken).to.deep.equal(["3.5", "4", "0", "0", "0"].map(usd));
    expect(passed).to.equal(usd("7.5"));
  });

  it("takes 4.8, 2.4, 0.3, 0 and 0 from everyone by profit", async () => {
    const { taken, passed } = await deleverage("profit-pro-rata", []);

    expect(taken).to.deep.equal(["4.8", "2.4", "0.3", "0", "0"].map(usd));
    expect(passed).to.equal(usd("7.5"));
  });
});

/** What each winner gives up in equity, and what the pool does without. */
async function deleverage(policy: AdlPolicy, ranking: readonly number[]) {
  const terms = sampleTerms({
    trading: { skewScale: NO_PREMIUM, makerFee: 0n, takerFee: 0n },
    margin: { initialSlope: 0n, minPositionMargin: 0n },
    funding: { maxVelocity: 0n },
    adl: { policy, scope: "deficit", severity: WAD / 2n },
  });
  const perps = await deployPerps({
    quoteDecimals: USDC,
    pool: { feeShare: WAD, maxProfitForWithdrawal: 0n, maxProfitForPayout: 0n },
    markets: [{ terms, price: 100n * 10n ** 8n }],
    collaterals: [],
  });
  const { exchange, liquidity, owner, quote, signers } = perps;
  const feed = perps.feeds[0]?.index;
  if (feed === undefined) throw new Error("No feed.");
  const print = (price: string) => feed.transmit(parseDecimal(price, 8));

  await quote.mint(owner.address, usd("1000000"));
  await quote.approve(liquidity, usd("1000000"));
  await liquidity.deposit(usd("1000000"), owner.address);
  const traders = signers.slice(1, 7);
  for (const [index, { margin, size, entry }] of [LOSER, ...WINNERS].entries()) {
    const trader = traders[index];
    if (trader === undefined) throw new Error("Too few accounts.");
    await quote.mint(trader.address, usd(margin));
    await quote.connect(trader).approve(exchange, usd(margin));
    await exchange.connect(trader).deposit(quote, usd(margin), trader.address);
    await print(entry);
    await exchange.connect(trader).trade(ETH, size * WAD, size > 0n ? 2n ** 255n : 0n, false);
  }
  await print("90");
  const [loser = "", ...winners] = traders.map(({ address }) => address);
  await exchange.takeOver(loser);
  expect(await exchange.engineEquity()).to.equal(-usd("15"));
  const profits = await Promise.all(winners.map((winner) => exchange.getProfit(ETH, winner)));
  expect(profits.map(([profit]) => profit)).to.deep.equal(["8", "4", "0.5", "0", "0"].map(usd));

  const equities = () => Promise.all(winners.map(async (winner) => (await exchange.getMargin(winner)).equity));
  const before = await equities();
  const worth = await exchange.poolEquity();
  const order = ranking.map((index) => winners[index] ?? "");
  await exchange.deleverage(ETH, false, order, 2 * winners.length);
  expect(await exchange.engineEquity()).to.equal(0n);

  const after = await equities();
  return { taken: before.map((equity, i) => equity - (after[i] ?? 0n)), passed: worth - (await exchange.poolEquity()) };
}
