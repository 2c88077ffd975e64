import { expect } from "chai";
import { Interface } from "ethers";
import type { Agent, View } from "../../../src/agents/agent.ts";
import { arbitrageur } from "../../../src/agents/arbitrageur.ts";
import { defenders } from "../../../src/agents/defenders.ts";
import { inventoryLiquidator } from "../../../src/agents/inventoryLiquidator.ts";
import { panicSeller } from "../../../src/agents/panicSeller.ts";
import { swap } from "../../../src/model/swap.ts";
import type { AgentConfig } from "../../../src/scenario/schema.ts";
import { WAD } from "../../../src/units.ts";
import type { AmmPool } from "../../../src/venues/ammVenue.ts";
import { randomStream } from "../../../src/world/random.ts";
import type { Holder } from "../../../src/world/world.ts";
import { address, type TinyEconomy, tinyEconomy } from "../../support/tinyEconomy.ts";
import { tinyView } from "../../support/tinyView.ts";

const ETH = WAD;
const DOLLAR = 10n ** 6n;
const ABI = new Interface([
  "function arbitrage(address pool, uint160 limit, uint256 maximumIn, uint256 minimumProfit)",
  "function exactInput((bytes path, address recipient, uint256 deadline, uint256 amountIn, uint256 amountOutMinimum))",
  "function repay(address asset, uint256 amount, uint256 mode, address onBehalfOf)",
  "function deleverage((address collateral, address debt, uint256 targetLeverage, uint256 maxLeverage, uint256 maxSold, uint256 deadline, bytes path))",
]);
const act = (agent: Agent, view: View) => agent.act(view, randomStream(1, "test"));
function configOf<K extends AgentConfig["kind"]>({ world }: TinyEconomy, name: string, _kind: K) {
  return world.scenario.agents[name] as Extract<AgentConfig, { kind: K }>;
}
const referenceAt = (economy: TinyEconomy, weth: bigint) =>
  new Map(tinyView(economy).reference).set("WETH", weth * WAD).set("wstETH", (weth * WAD * 122n) / 100n);

describe("arbitrageur", () => {
  function arbitrage(...overrides: string[]) {
    const economy = tinyEconomy(overrides);
    return {
      economy,
      agent: arbitrageur("arbitrage", configOf(economy, "arbitrage", "arbitrageur"), address(50), economy.world),
    };
  }
  /** Moves the view's pools as the trades would move the chain; the price of WETH afterwards. */
  function trade(view: View, agent: Agent): number {
    for (const intent of act(agent, view)) {
      const [pool, limit, budget] = ABI.decodeFunctionData("arbitrage", intent.data) as unknown as [
        string,
        bigint,
        bigint,
      ];
      const found = view.amm.pools.find((candidate) => candidate.address === pool.toLowerCase()) as AmmPool;
      const zeroForOne = limit < found.state.sqrtPriceX96;
      found.state = swap(found.state, { zeroForOne, amount: budget, sqrtPriceLimitX96: limit }).pool;
    }
    return Number(view.amm.priceOf(view.amm.pools[0] as AmmPool)) / 1e18;
  }

  const RICH = new Map([
    [
      address(50),
      new Map([
        ["WETH", 10n ** 24n],
        ["wstETH", 10n ** 24n],
        ["USDC", 10n ** 15n],
      ]),
    ],
  ]);
  const seen = (economy: TinyEconomy, changes: Partial<View> = {}) => tinyView(economy, { wallets: RICH, ...changes });

  it("leaves a pool alone while the gap is within its fee", () => {
    const { economy, agent } = arbitrage();
    expect(act(agent, seen(economy))).to.deep.equal([]);
    expect(act(agent, seen(economy, { reference: referenceAt(economy, 4001n) }))).to.deep.equal([]);
  });

  it("trades to where the fee eats the gain, from either side", () => {
    const { economy, agent } = arbitrage();
    expect(trade(seen(economy, { reference: referenceAt(economy, 3900n) }), agent)).to.be.closeTo(3900 / 0.9995, 0.01);
    const other = arbitrage();
    const up = seen(other.economy, { reference: referenceAt(other.economy, 4100n) });
    expect(trade(up, other.agent)).to.be.closeTo(4100 * 0.9995, 0.01);
  });

  it("spends no more than its budget", () => {
    const { economy, agent } = arbitrage("agents.arbitrage.budgetUsd=100_000");
    const after = trade(seen(economy, { reference: referenceAt(economy, 3500n) }), agent);
    expect(after).to.be.within(3900, 3999);
  });

  it("stays away where gas and its least profit cost more than it gains", () => {
    const { economy, agent } = arbitrage("agents.arbitrage.minimumProfitUsd=1_000_000");
    expect(act(agent, seen(economy, { reference: referenceAt(economy, 3900n) }))).to.deep.equal([]);
    const dear = arbitrage();
    const view = seen(dear.economy, { reference: referenceAt(dear.economy, 3990n), baseFee: 10n ** 15n });
    expect(act(dear.agent, view)).to.deep.equal([]);
  });

  it("closes only its share of a gap in a block, and half as much again in the next", () => {
    const { economy, agent } = arbitrage("agents.arbitrage.recoveryBlocks=4");
    const view = seen(economy, { reference: referenceAt(economy, 3600n) });
    const edge = 3600 / 0.9995;
    const first = trade(view, agent);
    expect((4000 - first) / (4000 - edge)).to.be.closeTo(0.25, 0.001);
    const second = trade(view, agent);
    expect((first - second) / (first - edge)).to.be.closeTo(0.25, 0.001);
  });

  it("halves its step when the gap changes sides, and speeds up again after", () => {
    const { economy, agent } = arbitrage();
    const at = (weth: bigint) => {
      const view = seen(economy, { reference: referenceAt(economy, weth) });
      const edge = weth < 4000n ? Number(weth) / 0.9995 : Number(weth) * 0.9995;
      return (4000 - trade(view, agent)) / (4000 - edge);
    };
    expect(at(3900n)).to.be.closeTo(1, 0.001);
    expect(at(4100n)).to.be.closeTo(0.5, 0.001);
    expect(at(3900n)).to.be.closeTo(0.25, 0.001);
    expect(at(3900n)).to.be.closeTo(0.375, 0.001);
  });

  it("spends no more than it holds, even where a fallen price lets its budget buy more", () => {
    const { economy, agent } = arbitrage();
    const wallets = new Map([[address(50), new Map([["USDC", 100_000n * DOLLAR]])]]);
    const [intent] = act(agent, tinyView(economy, { wallets, reference: referenceAt(economy, 4_500n) }));
    const [, , most] = ABI.decodeFunctionData("arbitrage", intent?.data ?? "0x") as unknown as [string, bigint, bigint];
    expect(most).to.equal(100_000n * DOLLAR);
    const poor = tinyView(economy, { reference: referenceAt(economy, 4_500n) });
    expect(act(agent, poor)).to.deep.equal([]);
  });

  it("waits for its last trade of a pool to be mined", () => {
    const { economy, agent } = arbitrage();
    const reference = referenceAt(economy, 3900n);
    const [main] = economy.venues.amm.pools;
    const intents = act(agent, seen(economy, { reference, isWaiting: (pool) => pool === main?.address }));
    expect(intents.map(({ subject }) => subject)).not.to.include(main?.address);
  });
});

describe("panicSeller", () => {
  const economy = tinyEconomy();
  const wallets = new Map([[address(60), new Map([["WETH", 25n * ETH]])]]);
  const seller = () => panicSeller("panic", configOf(economy, "panic", "panicSeller"), address(60), economy.world);
  const at = (weth: bigint) => tinyView(economy, { wallets, reference: referenceAt(economy, weth) });

  it("keeps calm above its trigger", () => {
    expect(act(seller(), at(3601n))).to.deep.equal([]);
    expect(act(seller(), at(5000n))).to.deep.equal([]);
  });

  it("sells everything it has, once", () => {
    const agent = seller();
    const [intent] = act(agent, at(3600n));
    const [order] = ABI.decodeFunctionData("exactInput", intent?.data ?? "0x") as unknown as [{ amountIn: bigint }];
    expect(order.amountIn).to.equal(25n * ETH);
    expect(act(agent, at(3000n))).to.deep.equal([]);
  });
});

describe("defenders", () => {
  const defence = { triggerHealthFactor: (12n * WAD) / 10n, targetHealthFactor: (15n * WAD) / 10n, reactionBlocks: 1 };
  const pair = { collateral: "WETH", debt: "USDC" };
  const holders: Holder[] = [
    { address: address(1), group: "a", kind: "borrower", pair, defence: { ...defence, by: "repay" } },
    { address: address(2), group: "a", kind: "looper", pair, defence: { ...defence, by: "deleverage" } },
    { address: address(3), group: "a", kind: "borrower", pair },
  ];
  function setUp() {
    const economy = tinyEconomy([], holders);
    for (const i of [0, 1, 2]) economy.hold(i, { WETH: 10n * ETH }, { USDC: 30_000n * DOLLAR });
    return { economy, agent: defenders(economy.world) };
  }

  it("act once their health is below the trigger and their reaction time has passed", () => {
    const { economy, agent } = setUp();
    expect(act(agent, tinyView(economy, { block: 3 }))).to.deep.equal([]);
    expect(agent.isBusy?.()).to.equal(true);
    const intents = act(agent, tinyView(economy, { block: 4 }));
    expect(intents.map(({ from, action }) => [from, action])).to.deep.equal([
      [address(1), "repay"],
      [address(2), "deleverage"],
    ]);
  });

  it("repay exactly as much as brings them to their target, and once", () => {
    const { economy, agent } = setUp();
    act(agent, tinyView(economy, { block: 0 }));
    const [repay] = act(agent, tinyView(economy, { block: 1 }));
    const [, amount] = ABI.decodeFunctionData("repay", repay?.data ?? "0x") as unknown as [string, bigint];
    economy.hold(0, { WETH: 10n * ETH }, { USDC: 30_000n * DOLLAR - amount });
    const { lending } = economy.venues;
    const health = lending.accountData(lending.positions[0] as (typeof lending.positions)[number]).healthFactor;
    expect(Number(health) / 1e18).to.be.closeTo(1.5, 1e-6);

    economy.hold(0, { WETH: 10n * ETH }, { USDC: 30_000n * DOLLAR });
    const later = [30, 31, 32].flatMap((block) => act(agent, tinyView(economy, { block })));
    expect(later.filter(({ from }) => from === address(1))).to.deep.equal([]);
  });

  it("de-lever to the leverage that their target health factor is", () => {
    const { economy, agent } = setUp();
    act(agent, tinyView(economy, { block: 0 }));
    const [, deleverage] = act(agent, tinyView(economy, { block: 1 }));
    const [params] = ABI.decodeFunctionData("deleverage", deleverage?.data ?? "0x") as unknown as [
      { targetLeverage: bigint; maxLeverage: bigint },
    ];
    // Health 1.5 at threshold 0.83 is leverage 1.5 ÷ 0.67.
    expect(Number(params.targetLeverage) / 1e18).to.be.closeTo(1.5 / 0.67, 1e-9);
    expect(params.maxLeverage > params.targetLeverage).to.equal(true);
  });

  it("look again some blocks after an attempt that did not help", () => {
    const { economy, agent } = setUp();
    const blocks = Array.from({ length: 12 }, (_, block) => block).filter((block) =>
      act(agent, tinyView(economy, { block })).some(({ action }) => action === "deleverage"),
    );
    expect(blocks).to.deep.equal([1, 7]);
  });

  it("give up when the collateral is worth less than the debt", () => {
    const { economy, agent } = setUp();
    economy.price("WETH", 2_900n * 10n ** 8n);
    expect([0, 1, 2].flatMap((block) => act(agent, tinyView(economy, { block })))).to.deep.equal([]);
  });
});

describe("inventoryLiquidator", () => {
  const OWN = address(70);
  function desk(...overrides: string[]) {
    const economy = tinyEconomy(overrides);
    return {
      economy,
      agent: inventoryLiquidator("desk", configOf(economy, "desk", "liquidator"), [OWN], economy.world),
    };
  }
  const wallet = (weth: bigint, usdc: bigint) =>
    new Map([
      [
        OWN,
        new Map([
          ["WETH", weth * ETH],
          ["wstETH", 0n],
          ["USDC", usdc * DOLLAR],
        ]),
      ],
    ]);

  it("sells what it holds beyond its first inventory for the debt asset it lacks, and is busy until then", () => {
    const { economy, agent } = desk();
    expect(act(agent, tinyView(economy, { wallets: wallet(25n, 100_000n) }))).to.deep.equal([]);
    const [sale] = act(agent, tinyView(economy, { block: 1, wallets: wallet(30n, 80_000n) }));
    const [order] = ABI.decodeFunctionData("exactInput", sale?.data ?? "0x") as unknown as [{ amountIn: bigint }];
    expect([sale?.action, sale?.subject, order.amountIn]).to.deep.equal(["sell", "WETH", 5n * ETH]);
    expect(agent.isBusy?.()).to.equal(true);
    expect(act(agent, tinyView(economy, { block: 2, wallets: wallet(25n, 99_950n) }))).to.deep.equal([]);
    expect(agent.isBusy?.()).to.equal(false);
  });

  it("keeps what is worth less than the gas of selling it", () => {
    const { economy, agent } = desk();
    act(agent, tinyView(economy, { wallets: wallet(25n, 100_000n) }));
    const dear = tinyView(economy, { block: 1, wallets: wallet(30n, 80_000n), baseFee: 10n ** 16n });
    expect(act(agent, dear)).to.deep.equal([]);
  });

  it("has nothing to do where nothing can be borrowed", () => {
    const closed = ["WETH", "wstETH", "USDC"].map((symbol) => `lending.reserves.${symbol}.borrowable=false`);
    const { economy, agent } = desk(...closed, "population={}");
    expect(act(agent, tinyView(economy))).to.deep.equal([]);
  });
});
