import { expect } from "chai";
import { Interface } from "ethers";
import type { Agent, View } from "../../../src/agents/agent.ts";
import { defenders } from "../../../src/agents/defenders.ts";
import { lenderRunners } from "../../../src/agents/lenderRunners.ts";
import { runners } from "../../../src/agents/runners.ts";
import { WAD } from "../../../src/units.ts";
import { MAX_UINT } from "../../../src/world/encode.ts";
import { randomStream } from "../../../src/world/random.ts";
import type { Defence, Holder } from "../../../src/world/world.ts";
import { address, tinyEconomy } from "../../support/tinyEconomy.ts";
import { LOOK, tinyGuards } from "../../support/tinyGuards.ts";
import { given, tinyLoop } from "../../support/tinyLoop.ts";
import { tinyView } from "../../support/tinyView.ts";

const RANDOM = randomStream(1, "test");
const CALLS = new Interface([
  "function withdraw(address asset, uint256 amount, address to)",
  "function redeem(uint256 shares, address, address)",
  "function requestRedeem(uint256 shares, address, address)",
]);
const DOLLAR = 10n ** 6n;
const PAUSED = { pausedUntil: BigInt(LOOK + 12) };

function acting(agent: Agent, viewOf: (changes: Partial<View>) => View) {
  let block = 0;
  return (changes: Partial<View> = {}) =>
    agent.act(viewOf({ block: block++, ...changes }), RANDOM).map(({ data, from }) => {
      const { name = "other", args = [] } = CALLS.parseTransaction({ data }) ?? {};
      return { name, from, amount: args[name === "withdraw" ? 1 : 0] as bigint };
    });
}

describe("lenders who run under controls", () => {
  function leaving(treatments: object, place: object, ...dollars: bigint[]) {
    const run = { reserve: "USDC", rumourAt: 0, reactionBlocks: 0 };
    const holders = dollars.map(
      (_, i): Holder => ({ address: address(i + 1), group: "savers", kind: "lender", lenderRun: run }),
    );
    const economy = tinyEconomy([], holders);
    for (const [i, amount] of dollars.entries()) economy.hold(i, { USDC: amount * DOLLAR }, {});
    const guards = tinyGuards(treatments, { "lending/USDC": place });
    const agent = lenderRunners(economy.world);
    return { agent, guards, next: acting(agent, (changes) => tinyView(economy, { guards, ...changes })) };
  }

  it("share what may leave, in their order, and tell what they wanted beyond it", () => {
    const { agent, next, guards } = leaving({ outflow: {} }, { outflowRoom: 150n * DOLLAR }, 100n, 100n, 100n);
    expect(next().map(({ amount }) => amount)).to.deep.equal([MAX_UINT, 50n * DOLLAR]);
    expect(agent.held?.()).to.deep.equal(
      [50n, 100n].map((usd, i) => ({
        control: "outflow",
        reason: "CircuitBreaker_OutflowLimited",
        venue: "lending",
        action: "withdraw",
        account: address(i + 2),
        volumeUsd: usd * WAD,
      })),
    );
    expect(agent.isBusy?.()).to.equal(true);
    guards.set("lending", "USDC", { ...guards.at("lending", "USDC"), outflowRoom: MAX_UINT });
    expect(next({ isWaiting: (account) => account !== address(3) }).map(({ from }) => from)).to.deep.equal([
      address(3),
    ]);
    expect([agent.held?.()?.length, agent.isBusy?.()]).to.deep.equal([0, false]);
  });

  it("wait in a pause, and are out in the block after it", () => {
    const { agent, next, guards } = leaving({ pause: {} }, PAUSED, 100n);
    expect(next()).to.deep.equal([]);
    expect(agent.held?.()[0]).to.include({ control: "pause", account: address(1), volumeUsd: 100n * WAD });
    guards.time += 12;
    expect(next().map(({ amount }) => amount)).to.deep.equal([MAX_UINT]);
  });
});

describe("runners under controls", () => {
  const run = { vault: "loopETH", reactionBlocks: 0, rumourAt: 0 };

  function running(treatments: object, places: Record<string, object>, ...held: bigint[]) {
    const holders = held.map((_, i): Holder => ({ address: address(i + 1), group: "savers", kind: "depositor", run }));
    const tiny = tinyLoop({}, holders);
    for (const [i, shares] of held.entries()) given(tiny.vault, address(i + 1), shares);
    const guards = tinyGuards(treatments, places);
    const agent = runners(tiny.economy.world);
    const shares = (amount: bigint) => Number(amount) / Number(tiny.vault.shareUnit);
    const next = acting(agent, (changes) => tiny.view({ guards, ...changes }));
    return { agent, guards, next: () => next().map(({ name, amount }) => [name, shares(amount)] as const) };
  }

  it("redeem what may leave and keep what a control alone holds, but queue for what the vault lacks", () => {
    // Five wstETH are idle, of which three may leave: three shares' worth, and of ten shares five are queued.
    const { agent, next } = running({ outflow: {} }, { "loopETH/wstETH": { outflowRoom: 3n * WAD } }, 10n);
    const [redeemed, queued, ...more] = next();
    expect([redeemed?.[0], queued?.[0], more.length]).to.deep.equal(["redeem", "requestRedeem", 0]);
    expect(redeemed?.[1]).to.be.closeTo(3.003, 0.001);
    expect(queued?.[1]).to.be.closeTo(10 - 5.005, 0.002);
    const [told] = agent.held?.() ?? [];
    expect(told).to.include({ control: "outflow", venue: "loopETH", action: "exit", account: address(1) });
    expect(Number(told?.volumeUsd) / 1e18).to.be.closeTo(2 * 4_880, 5);
    expect(agent.isBusy?.()).to.equal(true);
  });

  it("keep all that the vault could pay in a pause, and redeem it in the block after", () => {
    const { agent, next, guards } = running({ pause: {} }, { "loopETH/wstETH": PAUSED }, 3n);
    expect(next()).to.deep.equal([]);
    expect(agent.held?.()).to.have.length(1);
    guards.time += 12;
    expect(next()).to.deep.equal([["redeem", 3]]);
    expect(agent.isBusy?.()).to.equal(false);
  });

  it("tell of no control where only those before them emptied the vault", () => {
    // Five wstETH are idle: the second runner queues what the first has left nothing for.
    const { next, agent } = running({ cap: {} }, { "loopETH/wstETH": {} }, 4n, 4n);
    expect(next().map(([name]) => name)).to.deep.equal(["redeem", "redeem", "requestRedeem"]);
    expect(agent.held?.()).to.deep.equal([]);
  });

  it("redeem though nobody else takes anything out of the market that the vault is in", () => {
    const { next, agent } = running({ pause: {} }, { "lending/wstETH": PAUSED, "loopETH/wstETH": {} }, 3n);
    expect(next()).to.deep.equal([["redeem", 3]]);
    expect(agent.held?.()).to.deep.equal([]);
  });
});

describe("holders who defend themselves under controls", () => {
  const defending = (by: Defence["by"]) => {
    const defence: Defence = {
      by,
      triggerHealthFactor: (12n * WAD) / 10n,
      targetHealthFactor: (14n * WAD) / 10n,
      reactionBlocks: 0,
    };
    const pair = { collateral: "WETH", debt: "USDC" };
    const economy = tinyEconomy([], [{ address: address(1), group: "loopers", kind: "looper", defence, pair }]);
    economy.hold(0, { WETH: 10n * WAD }, { USDC: 30_000n * DOLLAR });
    const guards = tinyGuards({ pause: {} }, { "lending/WETH": PAUSED, "lending/USDC": PAUSED });
    const agent = defenders(economy.world);
    let block = 0;
    const next = () => agent.act(tinyView(economy, { guards, block: block++ }), RANDOM).map(({ action }) => action);
    return { agent, guards, next };
  };

  it("wait where collateral may not leave, tell what they would sell, and act in the block after", () => {
    const { agent, guards, next } = defending("deleverage");
    expect(next()).to.deep.equal([]);
    const [told] = agent.held?.() ?? [];
    expect(told).to.include({ control: "pause", venue: "lending", action: "withdraw", account: address(1) });
    // (40,000 − x) · 0.83 ÷ (30,000 − x) = 1.4
    expect(Number(told?.volumeUsd) / 1e18).to.be.closeTo((30_000 * 1.4 - 40_000 * 0.83) / (1.4 - 0.83), 0.01);
    expect(agent.isBusy?.()).to.equal(true);
    guards.time += 12;
    expect(next()).to.deep.equal(["deleverage"]);
  });

  it("repay whatever is paused", () => {
    const { agent, next } = defending("repay");
    expect(next()).to.deep.equal(["repay"]);
    expect(agent.held?.()).to.deep.equal([]);
  });
});
