import { expect } from "chai";
import type { Agent, View } from "../../../src/agents/agent.ts";
import { perpKeeper } from "../../../src/agents/perpKeeper.ts";
import { skewArbitrageur } from "../../../src/agents/skewArbitrageur.ts";
import { stopTraders } from "../../../src/agents/stopTraders.ts";
import type { AgentConfig } from "../../../src/scenario/schema.ts";
import { WAD } from "../../../src/units.ts";
import { randomStream } from "../../../src/world/random.ts";
import type { Holder } from "../../../src/world/world.ts";
import { address } from "../../support/tinyEconomy.ts";
import { LOOK, tinyGuards } from "../../support/tinyGuards.ts";
import { tinyPerpEconomy } from "../../support/tinyPerpEconomy.ts";
import { tinyPerpView } from "../../support/tinyPerpView.ts";

const USDC = 10n ** 6n;
const LONG = (coins: bigint) => ({ ETH: { size: coins * WAD } });
const PAUSED = { pausedUntil: BigInt(LOOK + 12) };
type KeeperConfig = Extract<AgentConfig, { kind: "perpKeeper" }>;
type DeskConfig = Extract<AgentConfig, { kind: "skewArbitrageur" }>;

/** What an agent does from block to block under controls at a market, by action and subject. */
function acting(agent: Agent, viewOf: (changes: Partial<View>) => View) {
  let block = 0;
  return () =>
    agent
      .act(viewOf({ block: block++ }), randomStream(1, "test"))
      .map(({ action, subject }) => `${action} ${Number(subject) || subject}`);
}

describe("an exchange's keeper under controls", () => {
  /** Two longs of ten coins below maintenance at 3,860 and one below its backstop; the pool is rich. */
  function keeping(treatments: object, place: object, ...overrides: string[]) {
    const made = tinyPerpEconomy([
      "perps.preset=hyperliquid",
      "perps.liquidation.partialAboveUsd=1_000_000",
      ...overrides,
    ]);
    made.book.books = { ...made.book.books, poolCash: 10n ** 13n };
    [2_100n, 1_500n, 2_120n].forEach((margin, i) => {
      made.hold(i, { settled: margin * USDC, positions: LONG(10n) });
    });
    made.price("WETH", 3_860n * WAD);
    const guards = tinyGuards(treatments, { "perps/ETH": place });
    const agent = perpKeeper(
      "keepers",
      made.world.scenario.agents.keepers as KeeperConfig,
      [address(0x100)],
      made.world,
    );
    return { made, guards, agent, next: acting(agent, (changes) => tinyPerpView(made, { guards, ...changes })) };
  }

  it("closes what a throttle has room for and tells the rest; takeovers are the engine's, which none counts", () => {
    const { agent, next } = keeping({ throttle: { limitUsd: 50_000n * WAD } }, { liquidationRoom: 50_000n * WAD });
    expect(next()).to.deep.equal(["takeOver 2", "liquidate 1", "dispose ETH"]);
    expect(agent.held?.()).to.deep.equal([
      {
        control: "throttle",
        reason: "CircuitBreaker_AboveQuota",
        venue: "perps",
        action: "liquidate",
        account: address(3),
        volumeUsd: 38_600n * WAD,
      },
    ]);
    expect(agent.isBusy?.()).to.equal(true);
  });

  it("closes and flags nobody in a pause, and goes on in the block after", () => {
    const { agent, guards, next } = keeping({ pause: {} }, PAUSED);
    expect(next()).to.deep.equal(["takeOver 2", "dispose ETH"]);
    expect(agent.held?.().map(({ account, control }) => `${control} ${Number(account)}`)).to.deep.equal([
      "pause 1",
      "pause 3",
    ]);
    guards.time += 12;
    expect(next()).to.include.members(["liquidate 1", "liquidate 3"]);
    expect(agent.held?.()).to.deep.equal([]);
  });

  it("leaves an order that grows a position until it may, settles one that shrinks it, and clears what is late", () => {
    const order = (size: bigint) => ({
      sizeDelta: size * WAD,
      acceptablePrice: 0n,
      committed: 10n,
      escrow: USDC,
      reduceOnly: false,
    });
    const timing = [
      "perps.trading.settlementDelay=2",
      "perps.trading.settlementWindow=3",
      "perps.trading.settlementRewardUsd=1",
    ];
    const { made, agent, next } = keeping({ pause: {} }, PAUSED, ...timing);
    made.price("WETH", 4_000n * WAD);
    [-25n, 1n, -4n].forEach((size, i) => {
      made.hold(i, { settled: 9_000n * USDC, positions: LONG(10n), orders: { ETH: order(size) } });
    });
    made.book.block = 11n;
    expect(next()).to.deep.equal(["settleOrder 3"]);
    const [turns, grows] = agent.held?.() ?? [];
    expect([turns, grows].map((told) => `${told?.action} ${Number(told?.account)}`)).to.deep.equal([
      "order 1",
      "order 2",
    ]);
    expect(grows?.volumeUsd).to.equal(4_000n * WAD);
    expect(agent.isBusy?.()).to.equal(true);
    made.book.block = 15n;
    expect(next()).to.include.members(["clearOrder 1", "clearOrder 2"]);
  });
});

describe("a skew arbitrageur under controls", () => {
  function trading(treatments: object, place: object, held = 0n) {
    const made = tinyPerpEconomy(["perps.trading.skewScale=100_000", "perps.trading.maxSize=0"]);
    const own = made.book.accounts[0]?.account ?? "";
    const positions = held === 0n ? {} : { ETH: { size: held * WAD } };
    made.hold(0, { settled: 400_000n * USDC, positions });
    made.hold(1, { settled: 10_000_000n * USDC, positions: { ETH: { size: 2_000n * WAD } } });
    const guards = tinyGuards(treatments, { "perps/ETH": place });
    const agent = skewArbitrageur("desk", made.world.scenario.agents.desk as DeskConfig, own, made.world);
    const wallets = new Map([
      [
        own,
        new Map([
          ["USDC", 400_000n * USDC],
          ["WETH", 100n * WAD],
        ]),
      ],
    ]);
    return {
      guards,
      agent,
      next: acting(agent, (changes) => tinyPerpView(made, { guards, wallets, baseFee: 0n, ...changes })),
    };
  }

  it("opens nothing in a pause, tells so, and opens after it", () => {
    const { agent, guards, next } = trading({ pause: {} }, PAUSED);
    expect(next()).to.deep.equal([]);
    expect(agent.held?.()[0]).to.deep.include({
      control: "pause",
      venue: "perps",
      action: "order",
      volumeUsd: 400_000n * WAD,
    });
    expect(agent.isBusy?.()).to.equal(true);
    guards.time += 12;
    expect(next()).to.deep.equal(["take premium ETH", "hedge ETH"]);
  });

  it("tries seldom again what the chain refused, such as by a cap", () => {
    const { next } = trading({ cap: { mode: "enforce", maxAgeSeconds: 60 } }, {});
    const tried = Array.from({ length: 16 }, next).flatMap((sent, block) => (sent.length > 0 ? [block] : []));
    expect(tried).to.deep.equal([0, 1, 3, 7, 15]);
  });
});

describe("traders who stop under controls", () => {
  it("close all they have in a pause too: what shrinks a position asks nobody", () => {
    const made = tinyPerpEconomy(
      [],
      [{ address: address(1), group: "longs", kind: "trader", stopLoss: WAD / 4n } as Holder],
    );
    made.hold(0, { settled: 4_000n * USDC, positions: LONG(5n) });
    const guards = tinyGuards({ pause: {} }, { "perps/ETH": PAUSED });
    const next = acting(stopTraders(made.world), (changes) => tinyPerpView(made, { guards, ...changes }));
    expect(next()).to.deep.equal([]);
    made.price("WETH", 3_700n * WAD);
    expect(next()).to.deep.equal(["stop 1"]);
  });
});
