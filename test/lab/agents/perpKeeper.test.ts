import { expect } from "chai";
import type { Intent, View } from "../../../src/agents/agent.ts";
import { perpKeeper } from "../../../src/agents/perpKeeper.ts";
import type { AgentConfig } from "../../../src/scenario/schema.ts";
import { WAD } from "../../../src/units.ts";
import { randomStream } from "../../../src/world/random.ts";
import { address } from "../../support/tinyEconomy.ts";
import { type TinyPerpEconomy, tinyPerpEconomy } from "../../support/tinyPerpEconomy.ts";
import { tinyPerpView } from "../../support/tinyPerpView.ts";

const USDC = 10n ** 6n;
const LONG = (coins: bigint) => ({ ETH: { size: coins * WAD } });
type Config = Extract<AgentConfig, { kind: "perpKeeper" }>;

function keeperOf({ world }: TinyPerpEconomy, accounts = [address(0x100)]) {
  const agent = perpKeeper("keepers", world.scenario.agents.keepers as Config, accounts, world);
  const act = (view: View): Intent[] => agent.act(view, randomStream(1, "test"));
  return { agent, act };
}
/** Three longs of ten coins at 4,000 with 2,100, 1,500 and 4,000 of margin; the pool is rich. */
function economy(...overrides: string[]) {
  const made = tinyPerpEconomy(["perps.preset=hyperliquid", ...overrides]);
  made.book.books = { ...made.book.books, poolCash: 10n ** 13n };
  [2_100n, 1_500n, 4_000n].forEach((margin, i) => {
    made.hold(i, { settled: margin * USDC, positions: LONG(10n) });
  });
  return made;
}
const done = (intents: readonly Intent[]) =>
  intents.map(({ action, subject }) => `${action} ${Number(subject) || subject}`);

describe("perpKeeper", () => {
  it("does nothing where everyone is above maintenance", () => {
    const made = economy();
    const { agent, act } = keeperOf(made);
    expect(act(tinyPerpView(made))).to.deep.equal([]);
    expect(agent.isBusy?.()).to.equal(false);
  });

  it("closes below maintenance and takes over below the backstop, whoever lacks most first", () => {
    const made = economy("perps.liquidation.partialAboveUsd=1_000_000");
    const { act } = keeperOf(made);
    // Maintenance is 2 % of 38,600: 772; the backstop two thirds of it. Equities are 700, 100 and 2,600.
    made.price("WETH", 3_860n * WAD);
    expect(done(act(tinyPerpView(made)))).to.deep.equal(["takeOver 2", "liquidate 1", "dispose ETH"]);
  });

  it("splits its calls over its accounts, and sends no more than it may", () => {
    const made = economy("agents.keepers.maxCallsPerBlock=2");
    const { act } = keeperOf(made, [address(0x100), address(0x101)]);
    made.price("WETH", 3_000n * WAD);
    const intents = act(tinyPerpView(made));
    expect(intents.map(({ from }) => from)).to.deep.equal([address(0x100), address(0x101)]);
    expect(done(intents)).to.deep.equal(["takeOver 2", "takeOver 1"]);
  });

  it("lets its reaction time pass, and is busy until then", () => {
    const made = economy("agents.keepers.reactionBlocks=2");
    const { agent, act } = keeperOf(made);
    made.price("WETH", 3_860n * WAD);
    expect([0, 1].flatMap((block) => act(tinyPerpView(made, { block })))).to.deep.equal([]);
    expect(agent.isBusy?.()).to.equal(true);
    expect(act(tinyPerpView(made, { block: 2 })).length).to.be.greaterThan(0);
  });

  it("waits twice as long each time for what changed nothing", () => {
    const made = economy();
    const { act } = keeperOf(made);
    made.price("WETH", 3_860n * WAD);
    const blocks = Array.from({ length: 16 }, (_, block) => block);
    const tried = blocks.filter((block) => done(act(tinyPerpView(made, { block }))).includes("liquidate 1"));
    expect(tried).to.deep.equal([0, 1, 3, 7, 15]);
  });

  it("does not repeat what is still on its way", () => {
    const made = economy();
    const { act } = keeperOf(made);
    made.price("WETH", 3_860n * WAD);
    const waiting = tinyPerpView(made, { isWaiting: (subject) => subject === address(1) });
    expect(done(act(waiting))).not.to.include("liquidate 1");
  });

  it("acts for nothing as the exchange's own, but not below a least profit that it is told", () => {
    const terms = ["perps.liquidation.rewardRatio=0.1%", "perps.liquidation.maxRewardUsd=1000"];
    const price = 3_860n * WAD;
    const paid = economy(...terms, "agents.keepers.minimumProfitUsd=20");
    paid.price("WETH", price);
    // 38.6 dollars for the one that is closed, nothing for a takeover.
    expect(done(keeperOf(paid).act(tinyPerpView(paid, { baseFee: 0n })))).to.deep.equal(["liquidate 1"]);
    const greedy = economy(...terms, "agents.keepers.minimumProfitUsd=40");
    greedy.price("WETH", price);
    expect(keeperOf(greedy).act(tinyPerpView(greedy, { baseFee: 0n }))).to.deep.equal([]);
    const dear = economy(...terms, "agents.keepers.minimumProfitUsd=0");
    dear.price("WETH", price);
    expect(keeperOf(dear).act(tinyPerpView(dear, { baseFee: 10n ** 14n }))).to.deep.equal([]);
  });

  it("lets go of a flagged account that is healthy again", () => {
    const made = economy();
    made.hold(2, { settled: 4_000n * USDC, positions: LONG(10n), flagged: true });
    expect(done(keeperOf(made).act(tinyPerpView(made)))).to.deep.equal(["flag 3"]);
  });

  it("flags whom the window lets nobody close, and waits", () => {
    const made = economy("perps.liquidation.windowSize=0.000001", "perps.liquidation.windowSeconds=60");
    const [market] = made.book.markets;
    if (market === undefined) throw new Error("no market");
    market.state = { ...market.state, windowStart: 0n, windowBlock: 1n, windowUsed: 10n ** 12n };
    made.book.block = 1n;
    made.price("WETH", 3_860n * WAD);
    const { agent, act } = keeperOf(made);
    expect(done(act(tinyPerpView(made)))).to.deep.equal(["takeOver 2", "flag 1"]);
    expect(agent.isBusy?.()).to.equal(true);
  });

  it("closes of the engine's position the share that it is told, of the largest it was", () => {
    const made = economy("agents.keepers.disposalShare=25%");
    const { act } = keeperOf(made);
    made.engine({ positions: LONG(8n) });
    const sizes = (block: number) => {
      const [intent] = act(tinyPerpView(made, { block }));
      return intent === undefined ? undefined : BigInt(`0x${intent.data.slice(-64)}`);
    };
    expect(sizes(0)).to.equal(2n * WAD);
    made.engine({ positions: LONG(6n) });
    expect(sizes(1)).to.equal(2n * WAD);
  });

  it("settles orders in their time and clears them after it", () => {
    const made = economy(
      "perps.trading.settlementDelay=2",
      "perps.trading.settlementWindow=3",
      "perps.trading.settlementRewardUsd=1",
    );
    const order = { sizeDelta: WAD, acceptablePrice: 0n, committed: 10n, escrow: USDC, reduceOnly: false };
    made.hold(2, { settled: 4_000n * USDC, positions: LONG(10n), orders: { ETH: order } });
    const at = (last: bigint) => {
      made.book.block = last;
      const { agent, act } = keeperOf(made);
      return [done(act(tinyPerpView(made))), agent.isBusy?.()];
    };
    expect(at(10n)).to.deep.equal([[], true]);
    expect(at(11n)).to.deep.equal([["settleOrder 3"], false]);
    expect(at(14n)).to.deep.equal([["settleOrder 3"], false]);
    expect(at(15n)).to.deep.equal([["clearOrder 3"], false]);
  });
});
