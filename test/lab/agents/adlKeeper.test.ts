import { expect } from "chai";
import { Interface } from "ethers";
import { longestOrder, proRataCalls, queueCalls } from "../../../src/agents/adlGas.ts";
import { adlKeeper } from "../../../src/agents/adlKeeper.ts";
import { AdlRounds } from "../../../src/agents/adlRounds.ts";
import { PerpRehearsal } from "../../../src/agents/perpRehearsal.ts";
import { deleverage } from "../../../src/model/perps/deleverage.ts";
import type { AgentConfig } from "../../../src/scenario/schema.ts";
import { WAD } from "../../../src/units.ts";
import { guardGas } from "../../../src/world/guardGas.ts";
import { randomStream } from "../../../src/world/random.ts";
import { address } from "../../support/tinyEconomy.ts";
import { type TinyPerpEconomy, tinyPerpEconomy } from "../../support/tinyPerpEconomy.ts";
import { tinyPerpView } from "../../support/tinyPerpView.ts";

const USDC = 10n ** 6n;
const ABI = new Interface(["function deleverage(uint256 market, bool longs, address[] order, uint256 scan)"]);
const CAP = 2 ** 24;
const ONE = { positions: 1, tokens: 0 };
type Config = Extract<AgentConfig, { kind: "adlKeeper" }>;

/** Six shorts of ten coins from 4,000, each with more margin than the last, and an engine that bought at 3,900. */
function economy(coins: bigint, ...overrides: string[]) {
  const made = tinyPerpEconomy(["perps.preset=hyperliquid", "perps.insuranceUsd=0", ...overrides]);
  made.book.books = { ...made.book.books, poolCash: 10n ** 13n };
  for (let i = 0; i < 6; i++) {
    made.hold(i, { settled: 5_000n * BigInt(i + 1) * USDC, positions: { ETH: { size: -10n * WAD } } });
  }
  made.engine({ positions: { ETH: { size: coins * WAD, entry: 3_900n * WAD } } });
  made.price("WETH", 3_600n * WAD);
  return made;
}
function act(made: TinyPerpEconomy, changes: Parameters<typeof tinyPerpView>[1] = {}) {
  const { world } = made;
  const agent = adlKeeper("adl", world.scenario.agents.deleveragers as Config, [address(0x101)], world);
  return agent.act(tinyPerpView(made, changes), randomStream(1, "test")).map((intent) => {
    const [market, longs, order, scan] = ABI.decodeFunctionData("deleverage", intent.data) as unknown as [
      bigint,
      boolean,
      string[],
      bigint,
    ];
    return { market: Number(market), longs, order: order.map(Number), scan: Number(scan), gas: intent.gas };
  });
}

describe("adlKeeper", () => {
  it("leaves an engine alone that has equity", () => {
    const made = economy(25n);
    made.price("WETH", 3_950n * WAD);
    expect(act(made)).to.deep.equal([]);
  });

  it("lists the highest scores, as many as fill what is wanted", () => {
    // The less margin, the higher notional ÷ equity. Twenty-five coins take three of ten.
    const calls = act(economy(25n));
    expect(calls.map(({ order }) => order)).to.deep.equal([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect(calls.every(({ market, longs }) => market === 0 && !longs)).to.equal(true);
  });

  it("goes through the side in calls that its limits allow, the last with one account and the order", () => {
    const calls = act(economy(25n, "agents.deleveragers.scanPerCall=2"));
    expect(calls.map(({ scan }) => scan)).to.deep.equal([2, 2, 1, 1]);
    expect(calls.every(({ gas }) => gas <= CAP)).to.equal(true);
  });

  it("names nobody and goes through everyone twice where the policy is pro rata", () => {
    const calls = act(economy(25n, "perps.adl.policy=profit-pro-rata", "agents.deleveragers.scanPerCall=4"));
    expect(calls.map(({ order, scan }) => [order, scan])).to.deep.equal([
      [[], 4],
      [[], 2],
      [[], 4],
      [[], 2],
    ]);
  });

  it("passes all to the pool in one call where counterparties bear nothing, or there are none", () => {
    expect(act(economy(25n, "perps.adl.severity=0%")).map(({ scan }) => scan)).to.deep.equal([1]);
    for (const policy of ["hyperliquid-queue", "contracts-pro-rata"]) {
      const alone = tinyPerpEconomy(["perps.preset=hyperliquid", `perps.adl.policy=${policy}`]);
      alone.engine({ positions: { ETH: { size: 10n * WAD, entry: 3_900n * WAD } } });
      alone.price("WETH", 3_600n * WAD);
      expect(act(alone).map(({ order, scan }) => [order, scan])).to.deep.equal([[[], 1]]);
    }
  });

  it("does nothing where there is nobody to ask by policy, or its last round is on its way", () => {
    expect(act(economy(25n, "perps.adl.policy=none"))).to.deep.equal([]);
    expect(act(economy(25n), { isWaiting: (subject) => subject === "ETH shorts" })).to.deep.equal([]);
  });

  it("begins no queue that does not fit the block, and of a pro-rata round what fits", () => {
    const tight = ["agents.deleveragers.scanPerCall=1", "chain.blockGasLimit=4000000"];
    expect(act(economy(25n, ...tight))).to.deep.equal([]);
    const calls = act(economy(25n, ...tight, "perps.adl.policy=contracts-pro-rata"));
    expect(calls.length).to.be.within(1, 11);
    expect(calls.reduce((sum, { gas }) => sum + gas, 0)).to.be.at.most(4_000_000);
  });

  it("counts what controls may add to each call when it fills a block", () => {
    const tight = ["agents.deleveragers.scanPerCall=1", "chain.blockGasLimit=4000000"];
    const made = economy(25n, ...tight, "perps.adl.policy=contracts-pro-rata");
    const plain = act(made).length;
    Object.assign(made.world.deployment, { guards: {} });
    const more = guardGas(made.world.deployment);
    const calls = act(made);
    expect(calls.length).to.be.within(1, plain - 1);
    expect(calls.reduce((sum, { gas }) => sum + gas + more, 0)).to.be.at.most(4_000_000);
  });

  it("takes winners above the pool's trigger where no engine lacks anything", () => {
    const made = economy(0n, "perps.adl.poolTrigger=50%", "perps.adl.poolTarget=40%");
    // Six times ten coins at 400 are 24,000 of profit; 40 % of 40,000 less what is realised leaves 13,333.
    made.book.books = { ...made.book.books, poolCash: 40_000n * USDC };
    expect(act(made).map(({ order }) => order)).to.deep.equal([
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ]);
  });
});

describe("AdlRounds", () => {
  it("rank each round on what the rounds before it leave, as the whole exchange would", () => {
    const made = economy(45n);
    const side = { market: made.book.markets[0] as (typeof made.book.markets)[number], longs: false };
    const rounds = new AdlRounds(made.book, side, new PerpRehearsal(made.book));
    let whole = made.book.state;
    const orders: string[][] = [];
    for (let round = rounds.next(2); round !== undefined; round = rounds.next(2)) {
      whole = deleverage(whole, 0, false, round.order);
      orders.push(round.order);
    }
    expect(orders.map((order) => order.map(Number))).to.deep.equal([[1, 2], [3, 4], [5]]);
    expect(whole.accounts.get("engine")?.positions.size).to.equal(0);
    const left = [1, 2, 3, 4, 5, 6].map((i) => whole.accounts.get(address(i))?.positions.get(0)?.size ?? 0n);
    expect(left).to.deep.equal([0n, 0n, 0n, 0n, -5n * WAD, -10n * WAD]);
  });
});

describe("gas of a round", () => {
  it("never exceeds what a transaction may take, however large the side", () => {
    for (const side of [
      { ...ONE, accounts: 1 },
      { ...ONE, accounts: 5_000 },
      { accounts: 700, positions: 4, tokens: 3 },
    ]) {
      const calls = [...queueCalls(side, 600, longestOrder(side)), ...proRataCalls(side, 600)];
      expect(Math.max(...calls.map(({ gas }) => gas))).to.be.at.most(CAP);
      expect(longestOrder(side)).to.be.greaterThan(50);
    }
  });

  it("reads each account once for a queue and twice pro rata", () => {
    const side = { ...ONE, accounts: 1_234 };
    const read = (calls: readonly { scan: number }[]) => calls.reduce((sum, { scan }) => sum + scan, 0);
    expect(read(queueCalls(side, 600, 10))).to.equal(1_234);
    expect(read(proRataCalls(side, 600))).to.equal(2 * 1_234);
  });
});
