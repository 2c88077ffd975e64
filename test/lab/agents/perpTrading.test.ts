import { expect } from "chai";
import { Interface } from "ethers";
import type { View } from "../../../src/agents/agent.ts";
import { hedgeTrade } from "../../../src/agents/hedgeTrade.ts";
import { tradeSeized } from "../../../src/agents/seizedTrades.ts";
import { skewArbitrageur } from "../../../src/agents/skewArbitrageur.ts";
import { stopTraders } from "../../../src/agents/stopTraders.ts";
import type { AgentConfig } from "../../../src/scenario/schema.ts";
import { WAD } from "../../../src/units.ts";
import type { PerpCollateral } from "../../../src/venues/perpCollateral.ts";
import { randomStream } from "../../../src/world/random.ts";
import type { Holder } from "../../../src/world/world.ts";
import { address } from "../../support/tinyEconomy.ts";
import { type TinyPerpEconomy, tinyPerpEconomy } from "../../support/tinyPerpEconomy.ts";
import { tinyPerpView } from "../../support/tinyPerpView.ts";

const USDC = 10n ** 6n;
const ABI = new Interface([
  "function trade(uint256 market, int256 sizeDelta, uint256 acceptablePrice, bool reduceOnly)",
  "function trade(address tokenIn, address tokenOut, uint256 amountIn)",
  "function buySeized(address token, uint256 amount, uint256 maxCost)",
]);
const ORDER = "trade(uint256,int256,uint256,bool)";
const OUTSIDE = "trade(address,address,uint256)";
const wallets = (account: string, usdc: bigint, weth: bigint) =>
  new Map([
    [
      account,
      new Map([
        ["USDC", usdc * USDC],
        ["WETH", weth * WAD],
      ]),
    ],
  ]);

describe("stopTraders", () => {
  const holders: Holder[] = [
    { address: address(1), group: "a", kind: "trader", stopLoss: WAD / 2n },
    { address: address(2), group: "a", kind: "trader" },
  ];
  function economy(...overrides: string[]) {
    const made = tinyPerpEconomy(["perps.preset=hyperliquid", "perps.markets.ETH.mark=index", ...overrides], holders);
    const positions = { ETH: { size: 10n * WAD }, BTC: { size: -WAD / 10n } };
    for (const i of [0, 1]) made.hold(i, { settled: 8_000n * USDC, positions });
    const agent = stopTraders(made.world);
    const act = (view: View) => agent.act(view, randomStream(1, "test"));
    act(tinyPerpView(made));
    return { made, act };
  }

  it("close every position, and only so, once half of their equity is gone", () => {
    const { made, act } = economy();
    made.price("WETH", 3_601n * WAD);
    expect(act(tinyPerpView(made, { block: 1 }))).to.deep.equal([]);
    made.price("WETH", 3_599n * WAD);
    const intents = act(tinyPerpView(made, { block: 2 }));
    expect(intents.map(({ from, action }) => [from, action])).to.deep.equal([
      [address(1), "stop"],
      [address(1), "stop"],
    ]);
    const orders = intents.map(({ data }) => [...ABI.decodeFunctionData(ORDER, data)]);
    expect(orders.map(([market, size, , reduceOnly]) => [market, size, reduceOnly])).to.deep.equal([
      [0n, -10n * WAD, true],
      [1n, WAD / 10n, true],
    ]);
  });

  it("are too late below maintenance", () => {
    const { made, act } = economy();
    made.price("WETH", 3_230n * WAD);
    expect(act(tinyPerpView(made, { block: 1 }))).to.deep.equal([]);
  });

  it("wait for what they sent, and for an order that is not settled", () => {
    const { made, act } = economy("perps.trading.settlementDelay=2", "perps.trading.settlementWindow=5");
    made.price("WETH", 3_599n * WAD);
    expect(act(tinyPerpView(made, { block: 1, isWaiting: () => true }))).to.deep.equal([]);
    const order = { sizeDelta: -10n * WAD, acceptablePrice: 0n, committed: 1n, escrow: 0n, reduceOnly: true };
    const positions = { ETH: { size: 10n * WAD }, BTC: { size: -WAD / 10n } };
    made.hold(0, { settled: 8_000n * USDC, positions, orders: { ETH: order } });
    made.price("WETH", 3_599n * WAD);
    expect(act(tinyPerpView(made, { block: 2 })).length).to.equal(1);
  });
});

describe("hedgeTrade", () => {
  const OWN = address(70);
  const made = tinyPerpEconomy();
  const { WETH = "", USDC: usdc = "" } = made.world.deployment.tokens;
  const hedge = (exposed: bigint, held = wallets(OWN, 1_000_000n, 100n)) => {
    const view = tinyPerpView(made, { wallets: held });
    const exposure = { account: OWN, asset: "WETH", quote: "USDC", stock: 100n * WAD, exposed };
    const call = hedgeTrade(view, made.world, exposure);
    return call && [...ABI.decodeFunctionData(OUTSIDE, call.data)];
  };
  const tokens = (call: unknown[] | undefined) => call?.slice(0, 2).map((token) => String(token).toLowerCase());

  it("sells what a long adds and buys what a short takes away", () => {
    const sale = hedge(5n * WAD);
    expect([tokens(sale), sale?.[2]]).to.deep.equal([[WETH, usdc], 5n * WAD]);
    const purchase = hedge(-5n * WAD);
    expect([tokens(purchase), purchase?.[2]]).to.deep.equal([[usdc, WETH], 20_000n * USDC]);
  });

  it("counts what is hedged already, and leaves less than a dollar", () => {
    expect(hedge(-5n * WAD, wallets(OWN, 0n, 105n))).to.equal(undefined);
    expect(hedge(WAD / 5_000n)).to.equal(undefined);
  });

  it("spends no more than there is", () => {
    expect(hedge(-5n * WAD, wallets(OWN, 8_000n, 100n))?.[2]).to.equal(8_000n * USDC);
    expect(hedge(-5n * WAD, wallets(OWN, 0n, 100n))).to.equal(undefined);
  });
});

describe("skewArbitrageur", () => {
  type Config = Extract<AgentConfig, { kind: "skewArbitrageur" }>;
  const DESK = 0;
  function desk(skew: bigint, ...overrides: string[]) {
    const made = tinyPerpEconomy(["perps.trading.skewScale=100_000", "perps.trading.maxSize=0", ...overrides]);
    const own = made.book.accounts[DESK]?.account ?? "";
    made.hold(DESK, { settled: 400_000n * USDC });
    made.hold(1, { settled: 10_000_000n * USDC, positions: { ETH: { size: skew * WAD } } });
    const agent = skewArbitrageur("desk", made.world.scenario.agents.desk as Config, own, made.world);
    const act = (changes: Partial<View> = {}) =>
      agent.act(
        tinyPerpView(made, { wallets: wallets(own, 400_000n, 100n), baseFee: 0n, ...changes }),
        randomStream(1, "test"),
      );
    return { made, act };
  }
  const sizeOf = (intents: readonly { data: string }[]) => ABI.decodeFunctionData(ORDER, intents[0]?.data ?? "0x")[1];

  it("sells against a long skew and buys what it sold outside, in that order from one account", () => {
    const intents = desk(2_000n).act();
    expect(intents.map(({ action }) => action)).to.deep.equal(["take premium", "hedge"]);
    // Its margin of 400,000 covers a hundred coins.
    expect(sizeOf(intents)).to.equal(-100n * WAD);
  });

  it("buys against a short skew as far as it has coins to sell", () => {
    const { act, made } = desk(-2_000n);
    expect(sizeOf(act())).to.equal(100n * WAD);
    const own = made.book.accounts[DESK]?.account ?? "";
    expect(desk(-2_000n).act({ wallets: wallets(own, 400_000n, 0n) })).to.deep.equal([]);
  });

  it("keeps within its budget and the market's cap", () => {
    expect(sizeOf(desk(2_000n, "agents.desk.budgetUsd=40_000").act())).to.equal(-10n * WAD);
    expect(sizeOf(desk(-2_000n, "perps.markets.ETH.trading.maxSize=30").act())).to.equal(30n * WAD);
  });

  it("takes half as much the next time when the premium was gone right after it", () => {
    const { made, act } = desk(2_000n);
    expect(sizeOf(act())).to.equal(-100n * WAD);
    made.hold(DESK, { settled: 400_000n * USDC, positions: { ETH: { size: -100n * WAD } } });
    const reference = new Map([
      ["WETH", 4_100n * WAD],
      ["USDC", WAD],
    ]);
    expect(sizeOf(act({ reference }))).to.equal(100n * WAD);
    made.hold(DESK, { settled: 400_000n * USDC });
    expect(sizeOf(act())).to.equal(-50n * WAD);
  });

  it("waits for its last trade", () => {
    expect(desk(2_000n).act({ isWaiting: (subject) => subject === "ETH" })).to.deep.equal([]);
  });
});

describe("tradeSeized", () => {
  const OWN = address(70);
  function seized(coins: bigint, usdc: bigint, weth = 0n, changes: Partial<View> = {}) {
    const made: TinyPerpEconomy = tinyPerpEconomy();
    (made.book.venue.collaterals[0] as PerpCollateral).seized = coins * WAD;
    const view = tinyPerpView(made, { wallets: wallets(OWN, usdc, weth), baseFee: 0n, ...changes });
    return tradeSeized(view, made.world, OWN, 0n);
  }

  it("buys at the discount and sells at once outside", () => {
    const [purchase, sale] = seized(10n, 100_000n);
    const [, amount, cost] = ABI.decodeFunctionData("buySeized", purchase?.data ?? "0x");
    // Two per cent below 4,000.
    expect([amount, cost]).to.deep.equal([10n * WAD, 39_200n * USDC]);
    expect(ABI.decodeFunctionData(OUTSIDE, sale?.data ?? "0x")[2]).to.equal(10n * WAD);
  });

  it("buys no more than it can pay, and nothing where gas or the outside's price eats the discount", () => {
    const [purchase] = seized(10n, 19_600n);
    expect(ABI.decodeFunctionData("buySeized", purchase?.data ?? "0x")[1]).to.equal(5n * WAD);
    expect(seized(10n, 0n)).to.deep.equal([]);
    expect(seized(10n, 100_000n, 0n, { baseFee: 10n ** 15n })).to.deep.equal([]);
    const reference = new Map([
      ["WETH", 3_900n * WAD],
      ["USDC", WAD],
    ]);
    expect(seized(10n, 100_000n, 0n, { reference })).to.deep.equal([]);
  });

  it("sells what an earlier purchase left", () => {
    expect(seized(0n, 0n, 3n).map(({ action }) => action)).to.deep.equal(["sell"]);
  });
});
